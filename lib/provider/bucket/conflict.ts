import {
  type Difference,
  judgeConflict,
  type Observed,
  type OnConflict,
  type Weakening,
} from "../../encryption/index.ts";
import { type ConfiguredContext, isUnknown } from "../../plugin/index.ts";
import type { Settings } from "../settings.ts";
import { describeDenied } from "./messages.ts";
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

// What an apply refuses to write, because no plan has shown it or the user forbids it. // HEADER of refusals.ts

/** A write that would replace something which was not there when the plan was agreed to. */
export class NotAgreed extends Error {
  readonly summary: string;

  constructor({ summary, detail }: { readonly summary: string; readonly detail: string }) {
    super(detail);
    this.summary = summary;
  }
}

/** The user has agreed to a plan; what has changed since must not be lost without one. */
export function refuseUnplanned(bucket: string, difference: Difference, agreed: Weakening | undefined): void {
  const lost = lossOf(difference);
  if (
    lost === undefined ||
    (lost.kind === agreed?.kind && lost.lostKmsMasterKeyId === agreed.lostKmsMasterKeyId)
  )
    return;
  throw new NotAgreed(describeUnplanned(bucket, difference));
}

export function describeUnplanned(
  bucket: string,
  { reason }: Difference,
): { summary: string; detail: string } {
  return {
    summary: `The encryption of bucket "${bucket}" was changed after the plan`,
    detail: `It is now another than the plan was made for (${reason}), and this apply would give that up. Nothing was changed. Run \`terraform apply -refresh-only\`, then plan again to see the difference.`,
  };
}

export function lossOf(difference: Difference): Weakening | undefined {
  return difference.action === "none" ? undefined : difference.weakening;
}

/** What no plan could show, with `deny_weakening`: a value that is known late, or what has changed since the plan. */
export function refuseDenied(
  { settings }: ConfiguredContext<Settings>,
  bucket: string,
  difference: Difference,
): void {
  const loss = lossOf(difference);
  if (settings.denyWeakening && loss !== undefined) throw new NotAgreed(describeDenied(bucket, loss));
}
