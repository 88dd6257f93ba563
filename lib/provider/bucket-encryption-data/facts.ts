import { keyOf, type Observed } from "../../encryption/index.ts";

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
