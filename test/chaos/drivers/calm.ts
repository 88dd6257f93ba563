// How a history ends: what a user does who reads the errors, once nobody disturbs any more.

import type { State } from "../core/state.ts";
import { KEY_TO_IMPORT } from "../core/terraform.ts";
import type { Values } from "../core/values.ts";
import { type Act, addressOf, type Config, type History, type Resource } from "../history.ts";

/** What was written last for a stack. */
export function lastConfig({ steps }: History, stack: number): Config | undefined {
  const runs = steps.flatMap((step) => ("runs" in step ? step.runs : []));
  return runs.findLast((run) => run.stack === stack && run.do !== "apply-saved")?.config;
}

export interface Ending {
  /** To be taken out of the state first, as the provider's errors advise. */
  readonly forget: readonly string[];
  /** To be applied first: with all keys that there are, which buckets may still use. */
  readonly whole: Config;
  readonly final: Config;
}

/**
 * What the user would write and do in the end, after having read all errors: takes over what is there, keeps one address
 * for each bucket, forgets leftovers of renamed resources, and takes keys away only when no bucket needs them any more.
 */
export function endingOf(written: Config, state: State): Ending {
  const buckets = new Set<string>();
  const resources = written.resources.flatMap((resource): readonly Resource[] => {
    // A key in use is replaced only by one that is there before it goes.
    if (resource.type === "key") return [{ ...resource, enabled: true, createBeforeDestroy: true }];
    if (buckets.has(resource.bucket)) return [];
    buckets.add(resource.bucket);
    const { late: _, ...rest } = resource;
    // That a plan enables a key is known to the processes of one alias alone.
    const isOfKey = resource.key !== undefined && "resource" in resource.key;
    return [{ ...rest, onConflict: "adopt", ...(isOfKey ? { alias: "bos" as const } : {}) }];
  });
  const addresses = new Map(resources.map((resource) => [addressOf(resource), resource]));
  const bucketOf = (values: Values | undefined) => String(values?.["bucket"]);
  const forget = [...state].flatMap(([address, { current, deposed }]) => {
    const own = addresses.get(address);
    const isMine = own?.type === "bucket" && own.bucket === bucketOf(current?.values);
    const isLeft = !isMine && buckets.has(bucketOf(current?.values));
    const isDeposed = deposed.some(({ values }) => buckets.has(bucketOf(values)));
    // Others use it, whose key it is, and it is not deleted while they do.
    const isShared = [current, ...deposed].some((object) => object?.values["key_id"] === KEY_TO_IMPORT);
    return isLeft || isDeposed || isShared ? [address] : [];
  });
  const final: Config = { resources };
  const keys = [...state.keys()].flatMap((address): readonly Resource[] =>
    address.startsWith("bos_kms_key.") && !addresses.has(address) && !forget.includes(address)
      ? [
          {
            type: "key",
            name: address.slice("bos_kms_key.".length),
            alias: "bos",
            createBeforeDestroy: true,
          },
        ]
      : [],
  );
  return { forget, final, whole: keys.length === 0 ? final : { resources: [...resources, ...keys] } };
}

/** What others have broken, or keep in use, and no apply could mend. */
export function repairs({ resources }: Config, buckets: Iterable<string>): readonly Act[] {
  const own = new Set<string>();
  const acts = resources.flatMap((resource): readonly Act[] => {
    if (resource.type !== "bucket") return [];
    const { bucket, key } = resource;
    own.add(bucket);
    const back: Act = { kind: "create-bucket", bucket };
    if (key === undefined || "resource" in key) return [back];
    return [back, { kind: "key-state", key: key.id, state: "enabled" }];
  });
  const others = [...buckets].filter((bucket) => !own.has(bucket));
  return [...acts, ...others.map((bucket): Act => ({ kind: "turn-off", bucket }))];
}
