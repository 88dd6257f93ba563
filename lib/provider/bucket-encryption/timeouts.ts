import { type AttributePath, type ConfiguredContext, timeoutOf } from "../../plugin/index.ts";
import { isCancelled } from "./failure.ts";
import type { State } from "./schema.ts";

type TimedOperation = keyof NonNullable<State["timeouts"]>;

/** How long one operation may take. */
export interface Allowance {
  readonly signal: AbortSignal;
  /** How long a bucket that does not exist is waited for: it may be made in the same apply. */
  readonly awaitBucketMs: number;
  readonly verifyTimeoutMs: number;
  /** What to say of a failure that came because the time was up. */
  explain(error: unknown): { readonly detail: string; readonly attribute: AttributePath } | undefined;
}

const UNSET_MS = 30_000;

/**
 * The time that an operation has from now on. Unset, waiting for the bucket and reading a write back have 30 s each,
 * and a call what the provider block allows. Written, it bounds the whole operation, and its waits by nothing else.
 */
export function allowanceOf(
  operation: TimedOperation,
  state: State,
  { signal }: Pick<ConfiguredContext<unknown>, "signal">,
  after: (ms: number) => AbortSignal = AbortSignal.timeout,
): Allowance {
  const written = state.timeouts?.[operation] ?? null;
  if (written === null) {
    return { signal, awaitBucketMs: UNSET_MS, verifyTimeoutMs: UNSET_MS, explain: () => undefined };
  }
  const timeUp = after(Math.ceil(timeoutOf(state, operation, UNSET_MS)));
  return {
    signal: AbortSignal.any([signal, timeUp]),
    awaitBucketMs: Number.POSITIVE_INFINITY,
    verifyTimeoutMs: Number.POSITIVE_INFINITY,
    explain(error) {
      if (!timeUp.aborted || signal.aborted || !isCancelled(error)) return undefined;
      return {
        detail: `${error.message} The time is up: timeouts.${operation} gives the whole operation ${written}. Allow more, or find out what is slow with TF_LOG_PROVIDER=debug.`,
        attribute: ["timeouts", operation],
      };
    },
  };
}
