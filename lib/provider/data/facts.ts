import { keyOf, type Observed } from "../../encryption/index.ts";
import type { KeyMetadata, KeyState } from "../../kms/index.ts";

/** What data sources tell of how a bucket encrypts, in their spelling. */
export interface Facts {
  readonly method: string | null;
  readonly sse_algorithm: string | null;
  readonly kms_master_key_id: string | null;
}

/** Of a bucket that is off, or of which nothing is known. */
export const NO_FACTS: Facts = { method: null, sse_algorithm: null, kms_master_key_id: null };

export function factsOf(observed: Observed): Facts {
  if (observed.kind === "disabled") return NO_FACTS;
  return {
    method: observed.kind,
    sse_algorithm: observed.algorithm === "" ? null : observed.algorithm,
    kms_master_key_id: keyOf(observed) ?? null,
  };
}

/** `pending_deletion`; a state that is not known here as KMS wrote it. */
export const wordOf = (state: KeyState): string =>
  typeof state === "string" ? state.replace("-", "_") : state.unknown;

/** What data sources tell of a key. */
export function keyFactsOf(key: KeyMetadata) {
  return {
    key_id: key.keyId,
    description: key.description,
    key_state: wordOf(key.state),
    key_spec: key.keySpec ?? null,
    protected_by: key.protectedBy ?? null,
    origin: key.origin ?? null,
    rotation_cycle: key.rotateCycle ?? 0,
    creation_date: key.creationDate ?? null,
    deletion_date: key.deletionDate ?? null,
  };
}
