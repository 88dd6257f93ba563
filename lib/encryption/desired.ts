import {
  checkKmsMasterKeyId,
  checkSseAlgorithm,
  type Issue,
  isSseAlgorithm,
  type SseAlgorithm,
} from "../settings/index.ts";

/** What a user wants new uploads to a bucket to get by default. */
export type Desired =
  | { readonly kind: "disabled" }
  | { readonly kind: "bos-managed"; readonly algorithm: SseAlgorithm }
  | { readonly kind: "kms-managed"; readonly algorithm: SseAlgorithm; readonly kmsMasterKeyId: string };

/** A desired state as one text: a fixed order of parts, whatever the order of the object's fields. */
function canonicalText(desired: Desired): string {
  switch (desired.kind) {
    case "disabled":
      return JSON.stringify(["disabled"]);
    case "bos-managed":
      return JSON.stringify(["bos-managed", desired.algorithm]);
    case "kms-managed":
      return JSON.stringify(["kms-managed", desired.algorithm, desired.kmsMasterKeyId]);
  }
}

export function isSameDesired(one: Desired, other: Desired): boolean {
  return canonicalText(one) === canonicalText(other);
}

/** A desired state as it is written: each part may be left out (undefined or null). */
export interface DesiredInput {
  /** False: encryption off, whatever else is written. Default true. */
  readonly enabled?: boolean | null | undefined;
  /** Default `AES256`. */
  readonly sseAlgorithm?: string | null | undefined;
  /** Set: KMS-managed. Left out: BOS-managed. */
  readonly kmsMasterKeyId?: string | null | undefined;
}

/** The desired state, or everything that is wrong with it. What is written beside `enabled: false` must be right as well. */
export function parseDesired(
  input: DesiredInput,
):
  | { readonly ok: true; readonly desired: Desired }
  | { readonly ok: false; readonly issues: readonly Issue[] } {
  const algorithm = input.sseAlgorithm ?? "AES256";
  const key = input.kmsMasterKeyId ?? undefined;
  const issues = [...checkSseAlgorithm(algorithm), ...(key === undefined ? [] : checkKmsMasterKeyId(key))];
  if (issues.length > 0 || !isSseAlgorithm(algorithm)) return { ok: false, issues };
  if (input.enabled === false) return { ok: true, desired: { kind: "disabled" } };
  if (key === undefined) return { ok: true, desired: { kind: "bos-managed", algorithm } };
  return { ok: true, desired: { kind: "kms-managed", algorithm, kmsMasterKeyId: key } };
}
