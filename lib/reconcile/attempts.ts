import { BceError, DEFAULT_RETRY_LIMITS, type RetryLimits, retryWaitMs } from "../bos/index.ts";
import { type Pace, REAL_PACE } from "./verify.ts";

/** A write that failed in passing and is tried again after `waitMs`, for logs. */
export interface RetryNotice {
  /** The attempt that failed, counted from 1. */
  readonly attempt: number;
  readonly waitMs: number;
  readonly error: BceError;
}

export interface AttemptsOptions {
  /** Attempts after the first. @default 4 */
  readonly maxRetries?: number | undefined;
  /** No attempt begins later than this after the first one began, milliseconds. @default 60000 */
  readonly budgetMs?: number | undefined;
  readonly pace?: Pace | undefined;
  /** In [0, 1). @default Math.random */
  readonly random?: (() => number) | undefined;
  readonly onRetry?: ((notice: RetryNotice) => void) | undefined;
}

/** What one attempt gets to work with. */
export interface Attempt {
  /** Sends the one write of this attempt. What it rejects with decides whether there is another attempt. */
  readonly send: <T>(write: () => Promise<T>) => Promise<T>;
  /** How an earlier attempt ended of which nobody knows whether it took effect. */
  readonly unclear: BceError | undefined;
}

type Ended<T> =
  | { readonly kind: "done"; readonly value: T }
  /** The last write failed. `error.mayHaveTakenEffect` speaks for all attempts. */
  | { readonly kind: "failed"; readonly error: BceError };

interface RunOptions {
  readonly signal?: AbortSignal | undefined;
  /** Whether a write may be sent twice. False: it is repeated only while it surely had no effect. @default true */
  readonly isRepeatable?: boolean;
}

/**
 * Repeats writes: the only place that does. Below it a write is sent once; here each attempt begins with a new look at
 * what is there, and a new judgement, because somebody may have changed it while the last one was waited out.
 */
export interface Attempts {
  /**
   * Runs `attempt` until its write is through, or fails for good. Rejects with what the attempt itself throws outside
   * of `send`: a look that failed, or a judgement that forbids the write.
   */
  run<T>(options: RunOptions, attempt: (context: Attempt) => Promise<T>): Promise<Ended<T>>;
}

/** How a `send` ended, on its way through the attempt that called it. */
class SendFailed extends Error {
  readonly error: BceError;

  constructor(error: BceError) {
    super(error.message);
    this.error = error;
  }
}

export function createAttempts(options: AttemptsOptions = {}): Attempts {
  const { pace = REAL_PACE, random = Math.random, onRetry } = options;
  const limits: RetryLimits = {
    maxRetries: options.maxRetries ?? DEFAULT_RETRY_LIMITS.maxRetries,
    budgetMs: options.budgetMs ?? DEFAULT_RETRY_LIMITS.budgetMs,
  };

  return {
    async run({ signal, isRepeatable = true }, attempt) {
      const startedMs = pace.now();
      let unclear: BceError | undefined;
      for (let number = 1; ; number += 1) {
        try {
          return { kind: "done", value: await attempt({ send, unclear }) };
        } catch (caught) {
          if (!(caught instanceof SendFailed)) throw caught;
          const { error } = caught;
          if (error.mayHaveTakenEffect) unclear = error;
          const failed = (last: BceError): Ended<never> => ({
            kind: "failed",
            error: last.with({ attempts: number, mayHaveTakenEffect: unclear !== undefined }),
          });
          const elapsedMs = pace.now() - startedMs;
          const waitMs =
            isRepeatable || unclear === undefined
              ? retryWaitMs(error, { attempt: number, elapsedMs }, limits, random)
              : undefined;
          if (waitMs === undefined) return failed(error);
          onRetry?.({ attempt: number, waitMs, error });
          try {
            await pace.sleep(waitMs, signal);
          } catch (interruption) {
            if (signal?.aborted !== true) throw interruption;
            const reason = `It was waiting to try again after ${error.code}.`;
            return failed(error.with({ reason, cause: error }, "Cancelled"));
          }
        }
      }
    },
  };
}

async function send<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (caught) {
    if (!(caught instanceof BceError)) throw caught;
    // A request that was cut off by our own signal may have arrived all the same.
    throw new SendFailed(caught.code === "Cancelled" ? caught.with({ mayHaveTakenEffect: true }) : caught);
  }
}
