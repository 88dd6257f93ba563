import { isSseAlgorithm, type SseAlgorithm } from "./desired.ts";
import { ALGORITHM_FIELD, extraFieldsOf, type Fields, KEY_FIELD } from "./fields.ts";

/**
 * What GetBucketEncryption said. That a bucket could not be read, or is missing, is no observation: those are
 * answers of lib/reconcile and are never turned into one of these.
 */
export type Observed =
  | { readonly kind: "disabled" }
  | { readonly kind: "bos-managed"; readonly algorithm: SseAlgorithm; readonly extra: Fields }
  | {
      readonly kind: "kms-managed";
      readonly algorithm: SseAlgorithm;
      readonly kmsMasterKeyId: string;
      readonly extra: Fields;
    }
  | {
      readonly kind: "unknown-algorithm";
      /** As the cloud wrote it; empty when it named a key and no algorithm. */
      readonly algorithm: string;
      readonly kmsMasterKeyId?: string;
      readonly extra: Fields;
    };

/**
 * Reads the fields of a GetBucketEncryption answer. What a bucket without encryption answers is undocumented:
 * a missing, null, empty or `none` algorithm (any case) counts as off. An algorithm beside it that this project
 * does not know is kept as it is, and so is a key without an algorithm: taking either for "off" could make a
 * report say that a protected bucket is plain, or the other way round.
 */
export function observe(fields: Fields): Observed {
  const algorithm = textOf(fields, ALGORITHM_FIELD);
  const key = textOf(fields, KEY_FIELD);
  const extra = extraFieldsOf(fields);
  const isOff = algorithm === "" || algorithm.toLowerCase() === "none";
  if (isOff && key === "") return { kind: "disabled" };
  if (!isSseAlgorithm(algorithm)) {
    return key === ""
      ? { kind: "unknown-algorithm", algorithm, extra }
      : { kind: "unknown-algorithm", algorithm, kmsMasterKeyId: key, extra };
  }
  return key === ""
    ? { kind: "bos-managed", algorithm, extra }
    : { kind: "kms-managed", algorithm, kmsMasterKeyId: key, extra };
}

function textOf(fields: Fields, name: string): string {
  const value = fields[name];
  return typeof value === "string" ? value : "";
}

/** The KMS key that new uploads are encrypted with; undefined when there is none. */
export function keyOf(observed: Observed): string | undefined {
  return observed.kind === "kms-managed" || observed.kind === "unknown-algorithm"
    ? observed.kmsMasterKeyId
    : undefined;
}
