import { type Difference, judgeConflict, type Observed } from "../../encryption/index.ts";
import { isUnknown } from "../../plugin/index.ts";
import type { OnConflict } from "../../settings/index.ts";
import {
  describeForbiddenConflict,
  describeKeyConflict,
  describePossibleConflict,
  type Text,
} from "./messages.ts";
import type { Values } from "./schema.ts";

type Write = Exclude<Difference, { action: "none" }>;

/** A new resource meets a bucket that somebody else has encrypted in another way. */
export type Conflict =
  | { readonly kind: "adoptable"; readonly write: Write }
  | ({ readonly kind: "refused" } & Text);

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
  return { kind: "refused", ...describePossibleConflict(bucket, keyId) };
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
  switch (conflict.kind) {
    case "adoptable":
      return { kind: "adoptable", write: difference };
    case "forbidden":
      return { kind: "refused", ...describeForbiddenConflict(bucket, difference) };
    case "key-at-stake":
      return { kind: "refused", ...describeKeyConflict(bucket, difference, conflict.kmsMasterKeyId) };
  }
}
