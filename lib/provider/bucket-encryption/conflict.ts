import type { Difference, Observed } from "../../encryption/index.ts";
import { isUnknown } from "../../plugin/index.ts";
import type { Values } from "./schema.ts";

type Write = Exclude<Difference, { action: "none" }>;

/** A new resource meets a bucket that somebody else has encrypted in another way. */
export type Conflict =
  | { readonly kind: "adoptable"; readonly write: Write }
  | { readonly kind: "refused"; readonly summary: string; readonly detail: string };

/**
 * Judges what creating a resource would replace; undefined when there is nothing to replace. Unset, `on_conflict`
 * takes over what loses nothing, and asks before a KMS key is dropped or swapped: nobody may have written that key
 * down anywhere else.
 */
export function conflictOf(
  onConflict: Values["on_conflict"],
  bucket: string,
  difference: Difference,
  observed: Observed,
): Conflict | undefined {
  if (difference.action === "none" || observed.kind === "disabled") return undefined;
  const has = `The bucket is encrypted already, and not by this resource: ${difference.reason}.`;
  if (onConflict === "fail") {
    return {
      kind: "refused",
      summary: `Bucket "${bucket}" is encrypted in another way`,
      detail: `${has} on_conflict is "fail", so nothing is changed. Write what the bucket has, import it, or set on_conflict = "adopt".`,
    };
  }
  const key = difference.weakening?.lostKmsMasterKeyId;
  if (key !== undefined && onConflict !== "adopt" && !isUnknown(onConflict)) {
    return {
      kind: "refused",
      summary: `Bucket "${bucket}" uses KMS key ${key}`,
      detail: `${has} Taking it over would give up that key for new uploads. If this is what you want, say so with on_conflict = "adopt"; else write kms_master_key_id = "${key}".`,
    };
  }
  return { kind: "adoptable", write: difference };
}
