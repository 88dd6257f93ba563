import { BceError } from "../bos/index.ts";
import { ReconcileError } from "./errors.ts";

/** How long one operation on a bucket may take. Its fields but the last are options of a reconcile. */
export interface Allowance {
  readonly signal: AbortSignal;
  /** How long a bucket that does not exist is waited for: it may be made in the same apply. */
  readonly awaitBucketMs: number;
  readonly verifyTimeoutMs: number;
  /** Whether this is what an operation ended with because its time was up. */
  isTimeUp(error: unknown): error is BceError | ReconcileError;
}

/** Node.js fires a timer at once that is set for longer: 24.8 days. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
const UNSET_MS = 30_000;

/**
 * The time that an operation has from now on. Unset, waiting for the bucket and reading a write back have 30 s each,
 * and a call what its client allows. Set, it bounds the whole operation, and its waits by nothing else.
 *
 * @param signal ends the operation early
 */
export function allow(
  timeoutMs: number | undefined,
  signal: AbortSignal,
  after: (ms: number) => AbortSignal = AbortSignal.timeout,
): Allowance {
  if (timeoutMs === undefined) {
    const isTimeUp = (_: unknown): _ is never => false;
    return { signal, awaitBucketMs: UNSET_MS, verifyTimeoutMs: UNSET_MS, isTimeUp };
  }
  const timeUp = after(Math.min(Math.ceil(timeoutMs), LONGEST_TIMER_MS));
  return {
    signal: AbortSignal.any([signal, timeUp]),
    awaitBucketMs: Number.POSITIVE_INFINITY,
    verifyTimeoutMs: Number.POSITIVE_INFINITY,
    isTimeUp: (error): error is BceError | ReconcileError =>
      timeUp.aborted && !signal.aborted && isCancelled(error),
  };
}

/** Whether a call or a reconcile ended because its signal was aborted. */
function isCancelled(error: unknown): error is BceError | ReconcileError {
  return (error instanceof BceError || error instanceof ReconcileError) && error.code === "Cancelled";
}
