// What the data sources say, beside what a read says anywhere (../failure.ts, ../reading.ts).
import type { Diagnostics } from "../../plugin/index.ts";

/** How to name a region right there. */
export const REGION_IN_BLOCK = "Set region in this block";

/** What becomes of an attribute while KMS cannot be asked. */
export const KEY_STATE_NULL = "Its key_state is null until the next plan.";

// Keys

export const ALL_KEYS = "The account's KMS keys";

export const CANNOT_LIST_KEYS = "Cannot list the KMS keys of this account";

/** A key that is looked up: by its id or, with that null, by its description. */
export const keyLookedUp = (keyId: string | null, description: string | null): string =>
  `KMS key ${keyId === null ? `with the description ${JSON.stringify(description)}` : `"${keyId}"`}`;

/** @param key as `keyLookedUp` names it */
export const cannotReadKey = (key: string): string => `Cannot read ${key}`;

/** The credentials may list a key, and not describe it. */
export function warnKeyLeftOut(diagnostics: Diagnostics, keyId: string, reason: string): void {
  diagnostics.warning(`KMS key "${keyId}" is left out`, reason);
}

export function reportIdOrDescription(diagnostics: Diagnostics): void {
  diagnostics.error(
    "Exactly one of key_id and description is required",
    "Write the id of the key, or its whole description.",
    ["key_id"],
  );
}

/** Not one key has the description, or more than one. */
export function reportNotOneKey(
  diagnostics: Diagnostics,
  {
    description,
    region,
    keyIds,
  }: { readonly description: string; readonly region: string; readonly keyIds: readonly string[] },
): void {
  const found = keyIds.length === 0 ? "No KMS key has" : `${keyIds.length} KMS keys have`;
  const ids =
    keyIds.length === 0 ? "" : ` They are ${keyIds.map((keyId) => `"${keyId}"`).join(", ")}: write key_id.`;
  diagnostics.error(
    `${found} the description ${JSON.stringify(description)}`,
    `In the region "${region}" exactly one must have it; keys that are pending deletion are ignored.${ids}`,
    ["description"],
  );
}
