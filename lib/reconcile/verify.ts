import { BceError } from "../bos/index.ts";
import { type Desired, describeDesired, describeObserved, diff, type Observed } from "../encryption/index.ts";
import type { EncryptionCalls, Target } from "./calls.ts";
import { ReconcileError } from "./errors.ts";
import { glimpse, isNoSuchBucket } from "./observe.ts";
import { type Pace, waits } from "./pace.ts";

/**
 * Reads until the bucket shows the wish. A read that fails in passing counts as one that showed nothing; any
 * other failure ends the wait, because what was written is then simply not known.
 *
 * Rejects with a `ReconcileError`: `NotVerified`, or `KeyNotShown` when all that is missing is the KMS key.
 */
export async function verify(
  calls: EncryptionCalls,
  target: Target,
  desired: Desired,
  pace: Pace,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<Observed | "missing"> {
  let last: Observed | "missing" | undefined;
  let failure: unknown;
  for await (const _ of waits(pace, timeoutMs, signal)) {
    try {
      last = (await glimpse(calls, target, signal)) ?? "missing";
      failure = undefined;
      if (last === "missing" ? desired.kind === "disabled" : diff(desired, last).action === "none")
        return last;
    } catch (error) {
      failure = error;
      if (!isPassing(error)) break;
    }
  }
  if (signal?.aborted === true) {
    throw new ReconcileError(
      "Cancelled",
      target,
      `Cancelled after "${describeDesired(desired)}" was written to bucket "${target.bucket}" and before it was read back. ${NEXT_RUN}`,
      { cause: signal.reason, written: true },
    );
  }
  throw notVerified(target, desired, last, failure, timeoutMs);
}

const NEXT_RUN = "The next run reads the bucket before it writes anything.";

function isPassing(error: unknown): boolean {
  return isNoSuchBucket(error) || (error instanceof BceError && error.retryable);
}

function notVerified(
  target: Target,
  desired: Desired,
  last: Observed | "missing" | undefined,
  failure: unknown,
  timeoutMs: number,
): ReconcileError {
  const wrote = `Wrote "${describeDesired(desired)}" to bucket "${target.bucket}"`;
  if (failure !== undefined) {
    const reason = failure instanceof Error ? failure.message : String(failure);
    return new ReconcileError(
      "NotVerified",
      target,
      `${wrote}, but it could not be read back: ${reason} ${NEXT_RUN}`,
      {
        cause: failure,
        written: true,
      },
    );
  }
  if (isMissingOnlyKey(desired, last)) {
    return new ReconcileError(
      "KeyNotShown",
      target,
      `${wrote}: the cloud accepted it, but for ${timeoutMs / 1000} s GetBucketEncryption has shown the algorithm without the key. Whether new uploads use the key is not known. Check the bucket in the console; is Key Management Service activated for this account and region? ${NEXT_RUN}`,
      { written: true },
    );
  }
  const shows =
    last === undefined
      ? "was not read"
      : last === "missing"
        ? "does not exist"
        : `is still ${describeObserved(last)}`;
  return new ReconcileError(
    "NotVerified",
    target,
    `${wrote}, but after ${timeoutMs / 1000} s of reading it back the bucket ${shows}. Somebody else may be changing it, or the cloud is slow to show it. ${NEXT_RUN}`,
    { written: true },
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
