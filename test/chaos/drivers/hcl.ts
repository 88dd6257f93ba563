// A history's configuration as a `main.tf`.

import { addressOf, type BucketResource, type Config, type KeyResource, type Resource } from "../history.ts";

/** @param run a number that changes what is "known after apply" in each run */
export function hclOf(config: Config, endpoint: string, run: number): string {
  const { resources, lateSettings = [], denyWeakening, moved = [], removed = [] } = config;
  const blocks: string[] = [];

  const late = (name: string, value: string): string => {
    blocks.push(block(`resource "terraform_data" "${name}"`, { input: value, triggers_replace: `"${run}"` }));
    return `terraform_data.${name}.output`;
  };
  const settings = {
    request_timeout: "1",
    max_retries: lateSettings.includes("max_retries") ? late("late_retries", "2") : "2",
    ...(lateSettings.includes("endpoint")
      ? { endpoint: late("late_endpoint", JSON.stringify(endpoint)) }
      : {}),
    ...(denyWeakening === true ? { deny_weakening: "true" } : {}),
  };
  blocks.push(block('provider "bos"', settings), block('provider "bos"', { ...settings, alias: '"second"' }));
  for (const resource of resources) blocks.push(resourceBlock(resource, late));
  for (const { from, to } of moved) blocks.push(block("moved", { from, to }));
  for (const address of removed) {
    if (resources.some((resource) => addressOf(resource) === address)) continue;
    blocks.push(`removed {\n  from = ${address}\n  lifecycle {\n    destroy = false\n  }\n}\n`);
  }
  return blocks.join("\n");
}

function resourceBlock(resource: Resource, late: (name: string, value: string) => string): string {
  const [type, name] = addressOf(resource).split(".");
  const written = resource.type === "key" ? keyAttributes(resource) : bucketAttributes(resource, late);
  const first =
    resource.createBeforeDestroy === true ? "  lifecycle {\n    create_before_destroy = true\n  }\n" : "";
  const timeouts =
    resource.type === "key"
      ? ""
      : '  timeouts {\n    create = "3s"\n    update = "3s"\n    delete = "3s"\n  }\n';
  return block(`resource "${type}" "${name}"`, { provider: resource.alias, ...written }, first + timeouts);
}

function keyAttributes({ spec, enabled, force, rotationCycle }: KeyResource): Record<string, string> {
  return written({
    key_spec: spec === undefined ? undefined : `"${spec}"`,
    enabled: enabled?.toString(),
    force: force?.toString(),
    rotation_cycle: rotationCycle?.toString(),
  });
}

function bucketAttributes(
  resource: BucketResource,
  late: (name: string, value: string) => string,
): Record<string, string> {
  const { name, bucket, enabled, algorithm, key, onDestroy, onConflict } = resource;
  const attributes = written({
    bucket: `"${bucket}"`,
    enabled: enabled?.toString(),
    sse_algorithm: algorithm === undefined ? undefined : `"${algorithm}"`,
    kms_master_key_id:
      key === undefined ? undefined : "id" in key ? `"${key.id}"` : `bos_kms_key.${key.resource}.key_id`,
    on_destroy: onDestroy === undefined ? undefined : `"${onDestroy}"`,
    on_conflict: onConflict === undefined ? undefined : `"${onConflict}"`,
  });
  for (const attribute of resource.late ?? []) {
    const value = attributes[attribute];
    if (value !== undefined) attributes[attribute] = late(`late_${name}_${attribute}`, value);
  }
  return attributes;
}

const written = (values: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

function block(head: string, values: Readonly<Record<string, string>>, more = ""): string {
  const lines = Object.entries(values).map(([name, value]) => `  ${name} = ${value}\n`);
  return `${head} {\n${lines.join("")}${more}}\n`;
}
