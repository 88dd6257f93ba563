// When to try again and how long to wait first: pure, so that the whole table can be read and tested at once.

import type { BceError } from "../errors/bce-error.ts";

export type RetryLimits = {
  /** Attempts after the first. @default 4 */
  readonly maxRetries: number;
  /** No attempt begins later than this after the first one began, milliseconds. @default 60000 */
  readonly budgetMs: number;
};

/**
 * Four more attempts ride out the second or two that a restart or a failover takes. The budget leaves room for one
 * attempt that hangs until its 30 s are over and for another after it.
 */
export const DEFAULT_RETRY_LIMITS: RetryLimits = { maxRetries: 4, budgetMs: 60_000 };

/** Upper bound of the first wait, milliseconds; it doubles with each attempt. */
const BASE_MS = 200;
/** Upper bound of any wait that the cloud did not ask for, milliseconds. */
const CAP_MS = 10_000;

/**
 * How long to wait before the next attempt, milliseconds; undefined means give up.
 *
 * Exponential backoff with full jitter, so that many clients that failed together do not come back together. A
 * Retry-After is waited out in full with the jitter on top, and when it does not fit into the budget there is no
 * point in waiting at all.
 */
export function retryWaitMs(
  error: BceError,
  progress: { readonly attempt: number; readonly elapsedMs: number },
  limits: RetryLimits,
  random: () => number,
): number | undefined {
  if (!error.retryable || progress.attempt > limits.maxRetries) return undefined;
  const jitterMs = Math.floor(random() * Math.min(CAP_MS, BASE_MS * 2 ** (progress.attempt - 1)));
  const waitMs = (error.retryAfterMs ?? 0) + jitterMs;
  return progress.elapsedMs + waitMs > limits.budgetMs ? undefined : waitMs;
}
