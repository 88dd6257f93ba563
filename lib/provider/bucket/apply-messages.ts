// What an apply says of a bucket, beside what messages.ts says for the plan.
import { type Desired, type Difference, describeDesired, type Weakening } from "../../encryption/index.ts";
import type { Diagnostics } from "../../plugin/index.ts";
import type { Hold } from "../bucket-ledger.ts";
import { DENIED, describeMove, describeWeakening, type Text } from "./messages.ts";

// Summaries

export const cannotSet = (bucket: string): string => `Cannot set the encryption of bucket "${bucket}"`;

export const cannotChange = (bucket: string): string => `Cannot change the encryption of bucket "${bucket}"`;

export const cannotTurnOff = (bucket: string): string =>
  `Cannot turn off the encryption of bucket "${bucket}"`;

/** What was done, above a warning of something that was seen beside it. */
export const wasSet = (bucket: string, desired: Desired): string =>
  `The encryption of bucket "${bucket}" was set to ${describeDesired(desired)}`;

export const wasRemoved = (bucket: string): string =>
  `The encryption of bucket "${bucket}" was removed from the state`;

// Refused

/** What changed between the plan and its apply would be lost. */
export function describeUnplanned(bucket: string, { reason }: Difference): Text {
  return {
    summary: `The encryption of bucket "${bucket}" was changed after the plan`,
    detail: `The encryption changed after this plan was made (${reason}). Applying would discard that change. Nothing was changed. Run \`terraform apply -refresh-only\`, then plan again to see the difference.`,
  };
}

/** A weakening, with `deny_weakening`. */
export function describeDenied(bucket: string, weakening: Weakening): Text {
  const { summary, detail } = describeWeakening(bucket, weakening);
  return { summary, detail: `${detail} ${DENIED}` };
}

/** A move that turns off the bucket which the resource had, with `deny_weakening`. */
export function reportDeniedMove(diagnostics: Diagnostics, from: string, to: string): void {
  const { summary, detail } = describeMove(from, to);
  diagnostics.error(summary, `${detail} ${DENIED} Nothing was changed.`, ["bucket"]);
}

/** Finishes the detail of a failure that came because `timeouts` gave no more time. */
export const timeIsUp = (operation: string, given: string | null): string =>
  `The time is up: timeouts.${operation} gives the whole operation ${given}. Allow more, or find out what is slow with TF_LOG_PROVIDER=debug.`;

// Done, and not all of it

/** The bucket of a move is set, and what was to become of the other one has failed. */
export function warnHalfMoved(diagnostics: Diagnostics, from: string, to: string): void {
  diagnostics.warning(
    `Bucket "${to}" is set, but bucket "${from}" is still in the state`,
    `The state still names bucket "${from}": the next plan shows what is left to do.`,
  );
}

/** The resource is replaced by one whose bucket is not known yet. */
export function warnHandedOver(diagnostics: Diagnostics, bucket: string): void {
  diagnostics.warning(
    `The encryption of bucket "${bucket}" stays as it is`,
    "The resource is replaced, and the bucket of the new one is known only when that is created. If it is another bucket, or the new resource is never created, this bucket keeps its encryption and is in no state: import it to keep managing it, or to turn it off.",
  );
}

const HOLDERS: Record<Hold["kind"], string> = {
  applied: "Another resource for this bucket has just been applied (create_before_destroy, or a new address)",
  planned: "Another resource of this run wants the bucket to be encrypted",
};

/** A destroy leaves the bucket to another resource. */
export function warnHeld(diagnostics: Diagnostics, bucket: string, { kind }: Hold): void {
  diagnostics.warning(
    `The encryption of bucket "${bucket}" stays on`,
    `${HOLDERS[kind]}, so destroying this one wrote nothing.`,
  );
}

/** Somebody else's key was given up, as `on_conflict = "adopt"` allows. */
export function warnGivenUp(diagnostics: Diagnostics, bucket: string, keyId: string): void {
  diagnostics.warning(
    `KMS key "${keyId}" is no longer used by bucket "${bucket}"`,
    'Somebody else set this key, and on_conflict = "adopt" replaced it for new uploads. Up to Terraform 1.15, no plan shows a key that was set between the plan and its apply. To keep the key, write it as kms_master_key_id.',
  );
}
