import type { RunRecord } from "../core/terraform.ts";
import type { Violation } from "../oracle/violation.ts";
import type { Tape } from "../world/tape.ts";

/** How a history went. */
export interface Played {
  readonly violations: readonly Violation[];
  /** Everything that happened on the wire. */
  readonly tape: Tape;
  /** Of Terraform, those of the calm end included. */
  readonly runs: readonly RunRecord[];
  /** For whoever reads a failure: what happened, line by line. */
  readonly log: readonly string[];
}
