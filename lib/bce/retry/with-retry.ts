import { BceError } from "../errors/bce-error.ts";
import { contextOf } from "../errors/from-answer.ts";
import type { BceRequest, BceResponse, SendOptions, Transport } from "../message.ts";
import type { Clock, Sleep } from "../time.ts";
import { type RetryLimits, retryWaitMs } from "./policy.ts";

export type RetryOptions = RetryLimits & {
  readonly now: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly sleep: Sleep;
  readonly onRetry?: ((request: BceRequest, retry: RetryNotice) => void) | undefined;
};

export type RetryNotice = { readonly attempt: number; readonly waitMs: number; readonly error: BceError };

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
