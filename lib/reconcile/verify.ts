import { setTimeout as sleep } from "node:timers/promises";
import { BceError } from "../bos/index.ts";
import { type Desired, describeDesired, describeObserved, diff, type Observed } from "../encryption/index.ts";
import { ReconcileError } from "./errors.ts";
import { confirmMissing, getOnce, isNoSuchBucket, type Observation, type Presence } from "./observe.ts";
import type { EncryptionCalls, Target } from "./write.ts";

/** What a write was meant to do, and how it ended. */
export interface Attempted {
  readonly target: Target;
  readonly desired: Desired;
  /** Set when the answer to the write was lost: only a read can tell whether it took effect. */
  readonly unclear?: BceError;
}

/**
 * Reads until the bucket shows the desired state. A read that fails in passing counts as one that showed nothing; any
 * other failure ends the wait, because what was written is then simply not known.
 *
 * Rejects with a `ReconcileError`: `NotVerified`, `WriteUnclear` where the write's own answer was lost, `KeyNotShown`
 * when all that is missing is the KMS key, or `Cancelled`.
 */
export async function verify(
  calls: EncryptionCalls,
  attempted: Attempted,
  presence: Presence,
  pace: Pace,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<Observation> {
  const { target, desired } = attempted;
  let last: Observed | "missing" | undefined;
  let failure: unknown;
  for await (const _ of waits(pace, timeoutMs, signal)) {
    try {
      last = (await getOnce(calls, target, signal)) ?? "missing";
      failure = undefined;
      if (last !== "missing") {
        if (diff(desired, last).action === "none") return { status: "found", observed: last };
      } else if (desired.kind === "disabled") {
        // A bucket that is surely gone has nothing left to turn off; a single 404 does not say so.
        return await confirmMissing(target, presence, signal);
      }
    } catch (error) {
      failure = error;
      if (!mayEndByItself(error)) break;
    }
  }
  if (signal?.aborted === true) {
    const seen = last === undefined ? "" : `: the bucket ${describeLast(last)}`;
    throw notSeen(
      attempted,
      "Cancelled",
      `this was cancelled before it was read back${seen}.`,
      signal.reason,
    );
  }
  if (failure !== undefined) {
    const reason = failure instanceof Error ? failure.message : String(failure);
    throw notSeen(attempted, "NotVerified", `it could not be read back: ${reason}`, failure);
  }
  const waited = `${timeoutMs / 1000} s`;
  if (isMissingOnlyKey(desired, last)) {
    throw notSeen(
      attempted,
      "KeyNotShown",
      `for ${waited} GetBucketEncryption has shown the algorithm without the key. Whether new uploads use the key is not known. Check the bucket in the console; is Key Management Service activated for this account and region?`,
    );
  }
  throw notSeen(
    attempted,
    "NotVerified",
    `after ${waited} of reading it back the bucket ${describeLast(last)}. Somebody else may be changing it, or BOS is slow to show it.`,
  );
}

/**
 * What becomes of a write whose answer was lost, when it is not sent again: because the bucket could not be read, or
 * because what is there by now must not be replaced.
 */
export function unclearWrite(
  attempted: Attempted & { readonly unclear: BceError },
  why: unknown,
): ReconcileError {
  if ((why instanceof BceError || why instanceof ReconcileError) && why.code === "Cancelled")
    return notSeen(attempted, "Cancelled", "this was cancelled before it was read back.", why);
  const reason = why instanceof Error ? why.message : String(why);
  const stopped =
    why instanceof BceError
      ? `it could not be read back: ${reason}`
      : `the bucket was read again, and nothing more was written: ${reason}`;
  return notSeen(attempted, "WriteUnclear", stopped, why);
}

function mayEndByItself(error: unknown): boolean {
  if (error instanceof ReconcileError) return error.code === "BucketListedButNotFound";
  return isNoSuchBucket(error) || (error instanceof BceError && error.retryable);
}

function describeLast(last: Observed | "missing" | undefined): string {
  if (last === undefined) return "was not read";
  return last === "missing" ? "does not exist" : `is still ${describeObserved(last)}`;
}

/** Says what was written, or that not even this is known, and why no read has shown it. */
function notSeen(
  { target, desired, unclear }: Attempted,
  code: "NotVerified" | "KeyNotShown" | "Cancelled" | "WriteUnclear",
  why: string,
  cause: unknown = unclear,
): ReconcileError {
  const claim =
    unclear === undefined
      ? `Wrote "${describeDesired(desired)}" to bucket "${target.bucket}", but`
      : `${unclear.message} Whether it took effect is not known:`;
  return new ReconcileError(
    unclear === undefined || code === "Cancelled" ? code : "WriteUnclear",
    target,
    `${claim} ${why} The next run reads the bucket before it writes anything.`,
    { written: true, cause },
  );
}

function isMissingOnlyKey(desired: Desired, last: Observed | "missing" | undefined): boolean {
  return (
    desired.kind === "kms-managed" &&
    last !== undefined &&
    last !== "missing" &&
    last.kind === "bos-managed" &&
    last.algorithm === desired.algorithm
  );
}

/** Time, as a reconcile needs it. */
export interface Pace {
  /** Milliseconds on a clock that never runs backwards. */
  readonly now: () => number;
  /** Resolves after `ms` milliseconds; rejects at once when the signal aborts. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

export const REAL_PACE: Pace = {
  // Monotonic, as `performance.now()`, which would load a module of its own.
  now: () => process.uptime() * 1000,
  sleep: (ms, signal) => sleep(ms, undefined, { signal }),
};

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 2_000;

/**
 * Yields at once, and then again after growing waits, for as long as `timeoutMs` has not passed. The last yield
 * comes at the deadline itself, so that a slow start never costs the last look. Ends early when the signal aborts:
 * whoever waits says what that leaves undone.
 */
export async function* waits(pace: Pace, timeoutMs: number, signal?: AbortSignal): AsyncGenerator<void> {
  const deadline = pace.now() + timeoutMs;
  yield;
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
    const leftMs = deadline - pace.now();
    if (leftMs <= 0) return;
    try {
      await pace.sleep(Math.min(waitMs, leftMs), signal);
    } catch (error) {
      if (signal?.aborted === true) return;
      throw error;
    }
    yield;
  }
}
