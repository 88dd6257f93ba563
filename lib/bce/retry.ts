// When to try again and how long to wait first: pure, so that the whole table can be read and tested at once.

import { BceError } from "./errors/bce-error.ts";
import { contextOf } from "./errors/from-answer.ts";
import type { BceRequest, BceResponse, SendOptions, Transport } from "./message.ts";
import type { Clock, Sleep } from "./time.ts";

export interface RetryLimits {
  /** Attempts after the first. @default 4 */
  readonly maxRetries: number;
  /** No attempt begins later than this after the first one began, milliseconds. @default 60000 */
  readonly budgetMs: number;
}

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

export type RetryOptions = RetryLimits & {
  readonly now: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly sleep: Sleep;
  readonly onRetry?: ((request: BceRequest, retry: RetryNotice) => void) | undefined;
};

interface RetryNotice {
  readonly attempt: number;
  readonly waitMs: number;
  readonly error: BceError;
}

/**
 * Tries reads again that may succeed the next time, within the limits; a write is sent once, and repeated above, after a
 * new look (lib/reconcile/attempts.ts). Signing belongs inside, so that each attempt is
 * signed at its own time. The error that ends it is the last one, with the number of attempts.
 */
export function withRetry(inner: Transport, options: RetryOptions): Transport {
  return async (request, { signal }) => {
    const startedMs = options.now();
    let mayHaveTakenEffect = false;
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await tryOnce(inner, request, { signal, attempt });
      if (outcome.ok) return outcome.response;
      mayHaveTakenEffect ||= outcome.error.mayHaveTakenEffect;
      const elapsedMs = options.now() - startedMs;
      const waitMs =
        request.isWrite === true
          ? undefined
          : retryWaitMs(outcome.error, { attempt, elapsedMs }, options, options.random);
      if (waitMs === undefined) throw outcome.error.with({ attempts: attempt, mayHaveTakenEffect });
      options.onRetry?.(request, { attempt, waitMs, error: outcome.error });
      await wait(options.sleep, waitMs, signal, () => cancelled(request, attempt, outcome.error));
    }
  };
}

type Outcome =
  | { readonly ok: true; readonly response: BceResponse }
  | { readonly ok: false; readonly error: BceError };

async function tryOnce(inner: Transport, request: BceRequest, options: SendOptions): Promise<Outcome> {
  if (options.signal?.aborted) return { ok: false, error: new BceError("Cancelled", contextOf(request)) };
  try {
    return { ok: true, response: await inner(request, options) };
  } catch (caught) {
    return { ok: false, error: BceError.from(caught, contextOf(request)) };
  }
}

async function wait(
  sleep: Sleep,
  waitMs: number,
  signal: AbortSignal | undefined,
  onAbort: () => BceError,
): Promise<void> {
  try {
    await sleep(waitMs, signal);
  } catch (caught) {
    throw signal?.aborted ? onAbort() : caught;
  }
}

/** Keeps the failure that was being waited out: it is why the call was still running. */
function cancelled(request: BceRequest, attempts: number, last: BceError): BceError {
  const reason = `It was waiting to try again after ${last.code}.`;
  return new BceError("Cancelled", { ...contextOf(request), attempts, reason, cause: last });
}
