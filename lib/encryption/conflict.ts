import type { OnConflict } from "../settings/index.ts";
import type { Difference } from "./difference.ts";
import type { Observed } from "./observed.ts";

/** What a desired state would replace of a setting that somebody else may have made. */
export type Conflict =
  /** May be taken over: the user said so, or nothing is lost by it. */
  | { readonly kind: "adoptable" }
  /** `on_conflict` is `fail`. */
  | { readonly kind: "forbidden" }
  /** Nobody may have written the key down anywhere else: the user is asked for `adopt` in words. */
  | { readonly kind: "key-at-stake"; readonly kmsMasterKeyId: string };

/**
 * Judges what a desired state meets that has not been applied before; undefined when there is nothing to replace.
 *
 * @param onConflict undefined where the user has not said: then whatever loses no KMS key is taken over
 */
export function judgeConflict(
  onConflict: OnConflict | undefined,
  difference: Difference,
  observed: Observed,
): Conflict | undefined {
  if (difference.action === "none" || observed.kind === "disabled") return undefined;
  if (onConflict === "fail") return { kind: "forbidden" };
  const key = difference.weakening?.lostKmsMasterKeyId;
  if (key === undefined || onConflict === "adopt") return { kind: "adoptable" };
  return { kind: "key-at-stake", kmsMasterKeyId: key };
}
