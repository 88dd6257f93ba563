import type { OnConflict } from "../settings/index.ts";
import { describeDesired, describeObserved, describeUnknownAlgorithm } from "./describe.ts";
import type { Desired } from "./desired.ts";
import { type Fields, fieldsOf, keyOf, type Observed } from "./observed.ts";

type WeakeningKind = "turned-off" | "kms-key-dropped" | "kms-key-replaced" | "unknown-algorithm-replaced";

/**
 * What new uploads lose by an action, or may lose: an algorithm that is not known here may be a stronger one. A change between
 * SM4 and AES256 is no weakening, nor is one from an algorithm that nobody names.
 */
export interface Weakening {
  readonly kind: WeakeningKind;
  /** A clause that finishes "new uploads to the bucket …". */
  readonly consequence: string;
  /** The KMS key that the bucket has now and would no longer use. */
  readonly lostKmsMasterKeyId?: string;
}

export type Difference =
  | { readonly action: "none"; readonly reason: string }
  | { readonly action: "delete"; readonly reason: string; readonly weakening: Weakening }
  | {
      readonly action: "put";
      readonly reason: string;
      /** The body of the PUT. */
      readonly fields: Fields;
      /** The same without the fields that this project does not know; absent when there are none of these. */
      readonly fieldsWithoutExtra?: Fields;
      /** True when the bucket goes from off to on: objects that are there already stay as they are. */
      readonly turnsOn: boolean;
      readonly weakening?: Weakening;
    };

/** Compares a desired state with an observation. Total, pure, and `none` exactly when nothing needs to be written. */
export function diff(desired: Desired, observed: Observed): Difference {
  if (isEqual(desired, observed)) return { action: "none", reason: `already ${describeDesired(desired)}` };
  const reason = `${describeObserved(observed)}, wanted ${describeDesired(desired)}`;
  if (desired.kind === "disabled") return { action: "delete", reason, weakening: turnedOff(observed) };
  const extra = extraToKeep(desired, observed);
  const weakening = weakeningOf(desired, observed);
  return {
    action: "put",
    reason,
    fields: fieldsOf(desired, extra),
    ...(Object.keys(extra).length === 0 ? {} : { fieldsWithoutExtra: fieldsOf(desired) }),
    turnsOn: observed.kind === "disabled",
    ...(weakening === undefined ? {} : { weakening }),
  };
}

function isEqual(desired: Desired, observed: Observed): boolean {
  if (desired.kind === "disabled") return observed.kind === "disabled";
  if (desired.kind !== observed.kind || desired.algorithm !== observed.algorithm) return false;
  return desired.kind === "bos-managed" || desired.kmsMasterKeyId === keyOf(observed);
}

/**
 * Unknown fields are sent back only while the method stays (key managed by BOS, or by KMS): a field of one
 * method could be refused, or mean something else, under the other.
 */
function extraToKeep(desired: Exclude<Desired, { kind: "disabled" }>, observed: Observed): Fields {
  if (observed.kind === "disabled") return {};
  const observedMethod = keyOf(observed) === undefined ? "bos-managed" : "kms-managed";
  return observedMethod === desired.kind ? observed.extra : {};
}

function turnedOff(observed: Observed): Weakening {
  const key = keyOf(observed);
  return {
    kind: "turned-off",
    consequence: "are stored unencrypted",
    ...(key === undefined ? {} : { lostKmsMasterKeyId: key }),
  };
}

function weakeningOf(
  desired: Exclude<Desired, { kind: "disabled" }>,
  observed: Observed,
): Weakening | undefined {
  const key = keyOf(observed);
  if (key !== undefined && desired.kind === "bos-managed") {
    return {
      kind: "kms-key-dropped",
      consequence: `are encrypted with keys that BOS manages, no longer with KMS key ${key}${andUnknown(observed)}`,
      lostKmsMasterKeyId: key,
    };
  }
  if (key !== undefined && desired.kind === "kms-managed" && desired.kmsMasterKeyId !== key) {
    return {
      kind: "kms-key-replaced",
      consequence: `are encrypted with KMS key ${desired.kmsMasterKeyId}, no longer with ${key}${andUnknown(observed)}`,
      lostKmsMasterKeyId: key,
    };
  }
  const unknown = unknownOf(observed);
  return unknown === undefined
    ? undefined
    : {
        kind: "unknown-algorithm-replaced",
        consequence: `are encrypted with ${desired.algorithm}, no longer with ${unknown} and which may be stronger`,
      };
}

/** An algorithm that only BOS knows, in words that a relative clause may follow. */
function unknownOf(observed: Observed): string | undefined {
  if (observed.kind !== "unknown-algorithm" || observed.algorithm === "") return undefined;
  return `the ${describeUnknownAlgorithm(observed.algorithm)}`;
}

function andUnknown(observed: Observed): string {
  const unknown = unknownOf(observed);
  return unknown === undefined ? "" : ` and ${unknown}`;
}

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
