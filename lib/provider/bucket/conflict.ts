import { type Difference, judgeConflict, type Observed } from "../../encryption/index.ts";
import { isUnknown } from "../../plugin/index.ts";
import type { OnConflict } from "../../settings/index.ts";
import type { Values } from "./schema.ts";

type Write = Exclude<Difference, { action: "none" }>;

/** A new resource meets a bucket that somebody else has encrypted in another way. */
export type Conflict =
  | { readonly kind: "adoptable"; readonly write: Write }
  | { readonly kind: "refused"; readonly summary: string; readonly detail: string };

/**
 * What creating a resource may replace, while part of what it wants is not known yet: the KMS key that is at stake.
 *
 * @returns undefined where there is none, or where "adopt" allows it, or may turn out to
 */
export function possibleConflictOf(
  onConflict: Values["on_conflict"],
  bucket: string,
  keyId: string | null,
): Conflict | undefined {
  if (keyId === null || isUnknown(onConflict) || onConflict === "adopt") return undefined;
  return {
    kind: "refused",
    summary: `Bucket "${bucket}" uses KMS key ${keyId}, which this may give up`,
    detail:
      'The bucket is encrypted already, and not by this resource, of which a part is known only after the apply. If the key may go, say so with on_conflict = "adopt".',
  };
}

/** Judges what creating a resource would replace; undefined when there is nothing to replace. */
export function conflictOf(
  onConflict: Values["on_conflict"],
  bucket: string,
  difference: Difference,
  observed: Observed,
): Conflict | undefined {
  // What is not known yet may turn out to be "adopt"; the apply judges it again.
  const word = isUnknown(onConflict) ? "adopt" : ((onConflict ?? undefined) as OnConflict | undefined);
  const conflict = judgeConflict(word, difference, observed);
  if (conflict === undefined || difference.action === "none") return undefined;
  const has = `The bucket is encrypted already, and not by this resource: ${difference.reason}.`;
  switch (conflict.kind) {
    case "adoptable":
      return { kind: "adoptable", write: difference };
    case "forbidden":
      return {
        kind: "refused",
        summary: `Bucket "${bucket}" is encrypted in another way`,
        detail: `${has} on_conflict is "fail", so nothing is changed. Write what the bucket has, import it, or set on_conflict = "adopt".`,
      };
    case "key-at-stake":
      return {
        kind: "refused",
        summary: `Bucket "${bucket}" uses KMS key ${conflict.kmsMasterKeyId}`,
        detail: `${has} Taking it over would give up that key for new uploads. If this is what you want, say so with on_conflict = "adopt"; else write kms_master_key_id = "${conflict.kmsMasterKeyId}".`,
      };
  }
}
