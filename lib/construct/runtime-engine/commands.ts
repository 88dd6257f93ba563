import { RUNTIME_CONTRACT, type RuntimeApply, type RuntimeDestroy } from "../../distribution/index.ts";
import { parseDuration } from "../../duration/index.ts";
import { isLiteral } from "../check.ts";
import type { Carrier, Keys } from "./carrier.ts";
import { type Literal, literal, object, template } from "./expression.ts";
import type { RuntimeWish } from "./wish.ts";

type Name = keyof RuntimeApply | keyof RuntimeDestroy;
type Written = { readonly [Attribute in Name]?: Literal | undefined };

/**
 * What `apply` is keyed on: the wish, in the spelling of HCL, so that a plan shows what changes in it. The contract's
 * number stands for the runtime, whose bytes change with each upgrade.
 */
export function applyKeys(wish: RuntimeWish): Keys {
  return { contract: String(RUNTIME_CONTRACT), ...placeKeys(wish), ...encryptionKeys(wish) };
}

/** What `lifecycle` has: the bucket replaces it, region and endpoint are only written down (`RECORDED`). */
export const lifecycleKeys = (wish: RuntimeWish): Keys => placeKeys(wish);

/** Keys of `lifecycle` that say where the setting was made, and whose change must not run the destroy. */
export const RECORDED = ["region", "endpoint"] as const;

function placeKeys({ bucket, settings: { region, endpoint } }: RuntimeWish): Keys {
  return { bucket, ...(region !== undefined && { region }), ...(endpoint !== undefined && { endpoint }) };
}

function encryptionKeys({ encryption }: RuntimeWish): Keys {
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
export function applyCommand({ keysName }: Carrier, wish: RuntimeWish): string {
  const isOff = wish.encryption.kind === "disabled";
  const times = [wish.timeouts?.create, wish.timeouts?.update].filter((time) => time !== undefined);
  // Which of the two an apply is, only a provider knows.
  const timeout = times.sort((one, other) => (parseDuration(other) ?? 0) - (parseDuration(one) ?? 0))[0];
  const written = literals({ ...common(wish), ...(isOff && { enabled: false }), timeout });
  return template(`jsonencode(merge(self.${keysName}, ${object(written)}))`);
}

/** Whose bucket it was, and where it stands whose it is now: see `RuntimeDestroy`. */
export interface Owner {
  readonly construct: string;
  /** An expression within a text. */
  readonly stackBuckets: string;
}

/** The JSON for `destroy`: what was applied, from the resource, and what to do about it, as the code says now. */
export function destroyCommand({ keysName }: Carrier, wish: RuntimeWish, owner: Owner): string {
  const { onDestroy = "disable", settings, timeouts } = wish;
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
        ...common(wish),
        endpoint: settings.endpoint,
        on_destroy: onDestroy,
        kms_master_key_id: keyToGiveUp(wish),
        timeout: timeouts?.delete,
        construct: owner.construct,
      }),
      stack_buckets: `"${owner.stackBuckets}"`,
    })})`,
  );
}

function common({ onConflict, settings }: RuntimeWish): Written {
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
function keyToGiveUp({ encryption }: RuntimeWish): string | undefined {
  if (encryption.kind !== "kms-managed") return undefined;
  return isLiteral(encryption.kmsMasterKeyId) ? encryption.kmsMasterKeyId : "*";
}

function literals(values: Written): Record<string, string> {
  const entries = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, literal(value)] as const],
  );
  return Object.fromEntries(entries);
}
