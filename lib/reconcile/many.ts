import type { Observation } from "./observe.ts";
import type { Reconciler } from "./reconcile.ts";
import type { Target } from "./write.ts";

/** What was seen of one bucket of many; unreadable is its own answer, with what the read rejected with. */
export type ObservationOrError = Observation | { readonly status: "unreadable"; readonly error: unknown };

/** At 30 ms a read, 1,000 buckets are then read in some 1.3 s. */
const CONCURRENCY = 24;

/**
 * Reads many buckets; one that cannot be read stops no other. Answers come in the order of the targets. Rejects only
 * with the signal's reason, when that is aborted: half of the answers would look like all of them.
 */
export async function observeMany(
  reconciler: Pick<Reconciler, "observe">,
  targets: readonly Target[],
  {
    concurrency = CONCURRENCY,
    signal,
  }: { readonly concurrency?: number; readonly signal?: AbortSignal } = {},
): Promise<readonly ObservationOrError[]> {
  const observations: ObservationOrError[] = [];
  await forEachAtOnce(targets, { concurrency, signal }, async (target, index) => {
    observations[index] = await reconciler
      .observe(target, signal)
      .catch((error: unknown) => ({ status: "unreadable", error }) as const);
  });
  signal?.throwIfAborted();
  return observations;
}

/**
 * Works on all items, at most `concurrency` at once; each worker takes the next item as soon as it is free. Once the
 * signal is aborted or a `work` has failed nothing more begins. Rejects with what the first `work` that fails rejects with.
 */
export async function forEachAtOnce<T>(
  items: Iterable<T> | AsyncIterable<T>,
  { concurrency, signal }: { readonly concurrency: number; readonly signal?: AbortSignal | undefined },
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  const queue = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  let taken = 0;
  let hasFailed = false;

  async function worker(): Promise<void> {
    while (signal?.aborted !== true && !hasFailed) {
      const index = taken++;
      const next = await queue.next();
      if (next.done === true) return;
      await work(next.value, index);
    }
  }

  const workers = Array.from({ length: Math.max(1, concurrency) }, () =>
    worker().catch((error: unknown) => {
      hasFailed = true;
      throw error;
    }),
  );
  await Promise.all(workers);
}
