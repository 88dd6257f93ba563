import type { Violation } from "../oracle/violation.ts";

/** How a history went. */
export interface Lived {
  readonly violations: readonly Violation[];
  readonly requests: number;
  /** Of Terraform. */
  readonly runs: number;
  /** For whoever reads a failure: what happened, line by line. */
  readonly log: readonly string[];
}
