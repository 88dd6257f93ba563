import type { Desired } from "../encryption/index.ts";
import type { Sighting } from "./observe.ts";
import type { ReconcileOptions, Reconciler, Report } from "./reconcile.ts";
import type { Target } from "./write.ts";

export interface Wish {
  readonly target: Target;
  readonly desired: Desired;
}

export type ManyResult =
  | { readonly target: Target; readonly status: "done"; readonly report: Report }
  | { readonly target: Target; readonly status: "failed"; readonly error: unknown }
  /** Never begun, because the caller cancelled first. */
  | { readonly target: Target; readonly status: "not-started" };

export interface ManyOptions extends ReconcileOptions {
  /** Buckets under way at once. Default 10. */
  readonly concurrency?: number;
  /** Called as each bucket ends, in the order in which they end. */
  readonly onResult?: (result: ManyResult) => void;
}

/**
 * Reconciles many buckets; a failure of one is its result and stops no other. Results come in the order of the
 * wishes. Never rejects: a cancellation leaves what had not begun `not-started`.
 */
export async function reconcileMany(
  reconciler: Pick<Reconciler, "reconcile">,
  wishes: readonly Wish[],
  { concurrency = 10, onResult, ...options }: ManyOptions = {},
): Promise<readonly ManyResult[]> {
  const results: ManyResult[] = wishes.map(({ target }) => ({ target, status: "not-started" }));
  await forEachAtOnce(wishes, { concurrency, signal: options.signal }, async ({ target, desired }, index) => {
    const result = await reconciler.reconcile(target, desired, options).then(
      (report): ManyResult => ({ target, status: "done", report }),
      (error: unknown): ManyResult => ({ target, status: "failed", error }),
    );
    results[index] = result;
    onResult?.(result);
  });
  return results;
}

/** What was seen of one bucket of many; unreadable is its own answer, with what the read rejected with. */
export type ManySighting = Sighting | { readonly status: "unreadable"; readonly error: unknown };

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
): Promise<readonly ManySighting[]> {
  const sightings: ManySighting[] = [];
  await forEachAtOnce(targets, { concurrency, signal }, async (target, index) => {
    sightings[index] = await reconciler
      .observe(target, signal)
      .catch((error: unknown) => ({ status: "unreadable", error }) as const);
  });
  signal?.throwIfAborted();
  return sightings;
}

/**
 * Works on all items, at most `concurrency` at once; each worker takes the next item as soon as it is free. Once the
 * signal is aborted nothing more begins. Rejects with what the first `work` that fails rejects with.
 */
export async function forEachAtOnce<T>(
  items: readonly T[],
  { concurrency, signal }: { readonly concurrency: number; readonly signal?: AbortSignal | undefined },
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  const queue = items.entries();

  async function worker(): Promise<void> {
    for (const [index, item] of queue) {
      if (signal?.aborted === true) return;
      await work(item, index);
    }
  }

  await Promise.all(Array.from({ length: Math.max(1, concurrency) }, worker));
}
