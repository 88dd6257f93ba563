import type { Target } from "./calls.ts";
import type { Sighting } from "./observe.ts";
import { forEachAtOnce } from "./pool.ts";
import type { Reconciler } from "./reconcile.ts";

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
