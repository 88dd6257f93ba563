// What an apply refuses to write, because no plan has shown it or the user forbids it.
import type { Difference, Weakening } from "../../encryption/index.ts";
import type { ConfiguredContext } from "../../plugin/index.ts";
import type { Settings } from "../settings.ts";
import { describeDenied, describeUnplanned } from "./apply-messages.ts";
import type { Text } from "./messages.ts";

/** A write that would replace something which was not there when the plan was agreed to. */
export class NotAgreed extends Error {
  readonly summary: string;

  constructor({ summary, detail }: Text) {
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
