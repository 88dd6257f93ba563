import { RUNTIME_CONTRACT, type RuntimeApply, type RuntimeDestroy } from "../../../runtime-contract.ts";
import { parseDuration } from "../../../settings/index.ts";
import type { Construct } from "../../cdk.ts";
import { isLiteral } from "../../check.ts";
import type { DesiredProps } from "../../elements/bucket-encryption-props.ts";
import { runtimePath, stackBucketsPath } from "./assets.ts";
import { type Keys, type Literal, literal, object, type ResourceKind, template } from "./kinds.ts";
import type { RuntimeSettings } from "./settings.ts";

/** What is desired of a bucket, with everything that the runtime must know to bring it about. */
export interface RuntimeDesired
  extends Pick<DesiredProps, "bucket" | "encryption" | "onDestroy" | "onConflict" | "timeouts"> {
  /** The region is here as well, whether the construct named it or a setting. */
  readonly settings: RuntimeSettings;
}

type Name = keyof RuntimeApply | keyof RuntimeDestroy;
type Written = { readonly [Attribute in Name]?: Literal | undefined };

/**
 * What `apply` is keyed on: the desired, in the spelling of HCL, so that a plan shows what changes in it. The contract's
 * number stands for the runtime, whose bytes change with each upgrade.
 */
export function applyKeys(desired: RuntimeDesired): Keys {
  return { contract: String(RUNTIME_CONTRACT), ...placeKeys(desired), ...encryptionKeys(desired) };
}

/** What `lifecycle` has: the bucket replaces it, region and endpoint are only written down (`RECORDED`). */
export const lifecycleKeys = (desired: RuntimeDesired): Keys => placeKeys(desired);

/** Keys of `lifecycle` that say where the setting was made, and whose change must not run the destroy. */
export const RECORDED = ["region", "endpoint"] as const;

function placeKeys({ bucket, settings: { region, endpoint } }: RuntimeDesired): Keys {
  return { bucket, ...(region !== undefined && { region }), ...(endpoint !== undefined && { endpoint }) };
}

function encryptionKeys({ encryption }: RuntimeDesired): Keys {
  switch (encryption.kind) {
    case "disabled":
      return { enabled: "false" };
    case "bos-managed":
      return { sse_algorithm: encryption.algorithm };
    case "kms-managed":
      return { sse_algorithm: encryption.algorithm, kms_master_key_id: plain(encryption.kmsMasterKeyId) };
  }
}

/** A text that is no expression, and of which Terraform would take a part for a directive. */
const plain = (text: string) => (isLiteral(text) ? text.replaceAll("%{", "%%{") : text);

/**
 * The JSON for `apply`, written by Terraform: the resource's own keys, which hold all that a user gives a text for,
 * and plain values.
 */
function applyCommand({ keysName }: ResourceKind, desired: RuntimeDesired): string {
  const isOff = desired.encryption.kind === "disabled";
  const times = [desired.timeouts?.create, desired.timeouts?.update].filter((time) => time !== undefined);
  // Which of the two an apply is, only a provider knows.
  const timeout = times.sort((one, other) => (parseDuration(other) ?? 0) - (parseDuration(one) ?? 0))[0];
  const written = literals({ ...common(desired), ...(isOff && { enabled: false }), timeout });
  return template(`jsonencode(merge(self.${keysName}, ${object(written)}))`);
}

/** Whose bucket it was, and where it stands whose it is now: see `RuntimeDestroy`. */
interface Owner {
  readonly construct: string;
  /** An expression within a text. */
  readonly stackBuckets: string;
}

/** The JSON for `destroy`: what was applied, from the resource, and what to do about it, as the code says now. */
function destroyCommand({ keysName }: ResourceKind, desired: RuntimeDesired, owner: Owner): string {
  const { onDestroy = "disable", settings, timeouts } = desired;
  const recorded = (name: (typeof RECORDED)[number], otherwise = "null") =>
    `lookup(self.${keysName}, "${name}", ${otherwise})`;
  const { region } = settings;
  return template(
    `jsonencode(${object({
      bucket: `self.${keysName}.bucket`,
      // Where the region came from the environment when the setting was made, a bucket has but one.
      region: recorded("region", region !== undefined && isLiteral(region) ? literal(region) : undefined),
      applied_endpoint: recorded("endpoint"),
      ...literals({
        ...common(desired),
        endpoint: settings.endpoint,
        on_destroy: onDestroy,
        kms_master_key_id: keyToGiveUp(desired),
        timeout: timeouts?.delete,
        construct: owner.construct,
      }),
      stack_buckets: `"${owner.stackBuckets}"`,
    })})`,
  );
}

function common({ onConflict, settings }: RuntimeDesired): Written {
  return {
    contract: RUNTIME_CONTRACT,
    on_conflict: onConflict,
    path_style: settings.pathStyle,
    deny_weakening: settings.denyWeakening,
    require_https: settings.requireHttps,
    request_timeout: settings.requestTimeout,
    max_retries: settings.maxRetries,
  };
}

/** See `RuntimeDestroy.kms_master_key_id`. */
function keyToGiveUp({ encryption }: RuntimeDesired): string | undefined {
  if (encryption.kind !== "kms-managed") return undefined;
  return isLiteral(encryption.kmsMasterKeyId) ? encryption.kmsMasterKeyId : "*";
}

function literals(values: Written): Record<string, string> {
  const entries = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, literal(value)] as const],
  );
  return Object.fromEntries(entries);
}

/** What local-exec starts: node itself and no shell, so that no value is ever part of a shell's command. */
const runner = (scope: Construct, verb: "apply" | "destroy"): string[] => ["node", runtimePath(scope), verb];

/** The create-time provisioner of `apply`, in CDK's form. */
export const applyProvisioner = (construct: Construct, kind: ResourceKind, desired: RuntimeDesired) => ({
  command: applyCommand(kind, desired),
  interpreter: runner(construct, "apply"),
});

/** The destroy-time provisioner of `lifecycle`, in CDK's form, which is that of a `removed` block as well. */
export const destroyProvisioner = (construct: Construct, kind: ResourceKind, desired: RuntimeDesired) => ({
  when: "destroy" as const,
  command: destroyCommand(kind, desired, {
    construct: construct.node.path,
    stackBuckets: stackBucketsPath(construct),
  }),
  interpreter: runner(construct, "destroy"),
});
