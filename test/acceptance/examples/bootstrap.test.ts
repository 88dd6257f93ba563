import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { ref } from "../../construct/support/stack.ts";
import { start } from "../../support/process.ts";
import { createWorkspace, type Workspace } from "../support/terraform.ts";

const main = join(import.meta.dirname, "../../../examples/bootstrap/main.ts");
const output = "cdktf.out/stacks/bootstrap";
const buckets = ["acme-prod-ledger", "acme-prod-logs", "acme-prod-reports"];

interface Configuration {
  readonly resource: Readonly<Record<string, Readonly<Record<string, { readonly bucket?: string }>>>>;
  readonly terraform: { readonly required_providers: Readonly<Record<string, unknown>> };
}

/** What the example synthesises, as it is. */
async function synthesise({ folder, env }: Workspace): Promise<string> {
  expect(await start("node", [main], { cwd: folder, env }).result).toMatchObject({ code: 0 });
  return readFileSync(join(folder, output, "cdk.tf.json"), "utf8");
}

/** The same without the official provider: Terraform's own `terraform_data` hands each bucket's name on in its place. */
function withoutOfficialProvider(text: string): string {
  const { resource, terraform, ...others } = JSON.parse(
    text.replaceAll(/\bbaiducloud_bos_bucket\.([\w-]+)\.bucket\b/g, "terraform_data.$1.output"),
  ) as Configuration;
  const { baiducloud_bos_bucket: official = {}, terraform_data: own, ...resources } = resource;
  const { baiducloud: _, ...required_providers } = terraform.required_providers;
  const names = Object.entries(official).map(([id, { bucket }]) => [id, { input: bucket }]);
  return JSON.stringify({
    ...others,
    resource: { ...resources, terraform_data: { ...own, ...Object.fromEntries(names) } },
    terraform: { ...terraform, required_providers },
  });
}

test("the bootstrap asks the official provider for its buckets, and takes their names from there", async () => {
  await using workspace = await createWorkspace({ provider: "absent" });
  const { resource, terraform } = JSON.parse(await synthesise(workspace)) as Configuration;
  expect(terraform.required_providers).toMatchObject({ baiducloud: { source: "baiducloud/baiducloud" } });
  const made = Object.values(resource["baiducloud_bos_bucket"] ?? {}).map(({ bucket }) => bucket);
  expect(made.sort()).toEqual(buckets);
  expect(Object.values(resource["bos_bucket_encryption"] ?? {}).map(({ bucket }) => bucket)).toEqual([
    ref("baiducloud_bos_bucket.ledger-bucket.bucket"),
    ref("baiducloud_bos_bucket.logs-bucket.bucket"),
    ref("baiducloud_bos_bucket.reports-bucket.bucket"),
  ]);
});

test("the bootstrap goes on only when every bucket of the environment is encrypted, and is taken down", async () => {
  await using emulator = await startEmulator({
    buckets: [...buckets, "acme-prod-by-hand", "acme-test-logs"],
    kmsKeys: "checked",
  });
  await using workspace = await createWorkspace({ emulator, provider: "absent" });
  workspace.write({ [`${output}/cdk.tf.json`]: withoutOfficialProvider(await synthesise(workspace)) });
  const terraform = async (...args: string[]) => {
    const { code, text } = await workspace.run(args, { cwd: output });
    return { code, text };
  };
  const done = { code: 0, text: expect.not.stringContaining("Error:") };
  expect(await terraform("init", "-input=false")).toEqual(done);
  expect(await terraform("validate")).toEqual({ code: 0, text: "Success! The configuration is valid." });

  const refusal = expect.stringContaining("Not encrypted, or not readable: acme-prod-by-hand.");
  expect(await terraform("apply", "-input=false", "-auto-approve")).toEqual({ code: 1, text: refusal });
  const [key] = emulator.keys;
  for (const bucket of buckets) expect(emulator.encryptionOf(bucket)?.kmsMasterKeyId).toBe(key?.keyId);
  expect((await terraform("output", "-json")).text).toBe("{}");
  expect((await terraform("state", "list")).text).not.toContain("terraform_data.ready");

  emulator.setEncryption("acme-prod-by-hand", { encryptionAlgorithm: "SM4" });
  expect(await terraform("apply", "-input=false", "-auto-approve")).toEqual(done);
  expect(JSON.parse((await terraform("output", "-json", "buckets")).text)).toEqual([
    "acme-prod-logs",
    "acme-prod-reports",
    "acme-prod-ledger",
  ]);
  expect(await terraform("plan", "-input=false", "-detailed-exitcode")).toEqual(done);

  emulator.createBucket("acme-prod-later");
  const later = expect.stringContaining("Not encrypted, or not readable: acme-prod-later.");
  expect(await terraform("plan", "-input=false")).toEqual({ code: 1, text: later });

  expect(await terraform("destroy", "-input=false", "-auto-approve")).toEqual(done);
  expect(buckets.map(emulator.encryptionOf)).toEqual([undefined, undefined, undefined]);
  expect(emulator.keys).toMatchObject([{ keyId: key?.keyId, keyState: "pendingDeletion" }]);
  expect(emulator.encryptionOf("acme-prod-by-hand")).toEqual({ encryptionAlgorithm: "SM4" });
});
