import { setTimeout as sleep } from "node:timers/promises";

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
  sleep: (ms, signal) => sleep(ms, undefined, signal === undefined ? {} : { signal }),
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
