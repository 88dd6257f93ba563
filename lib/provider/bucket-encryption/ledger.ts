import { type Desired, isSameDesired } from "../../encryption/index.ts";

/** Why two plans for one bucket do not go together. */
export type Clash = "different-wishes" | "destroyed-beside-a-wish";

/**
 * What this process has planned and applied, by bucket. Terraform tells a provider no resource addresses, so this is
 * how one bucket under two addresses is found. It lives as long as the process: one phase of one run.
 */
export interface BucketLedger {
  /** A refresh has shown that the bucket is in the state. No refresh happens during an apply. */
  noteOwned(bucket: string): void;
  isOwned(bucket: string): boolean;
  /** A plan wants this of the bucket; a wish that is not known yet clashes with nothing but a destroy. */
  noteWish(bucket: string, desired: Desired | undefined): Clash | undefined;
  /** A plan turns the bucket's encryption off because its resource goes away. */
  noteDestroy(bucket: string): Clash | undefined;
  /** This process has brought the bucket to what a resource wants. */
  noteApplied(bucket: string, desired: Desired): void;
  /** What this process has brought the bucket to, if it has. */
  appliedTo(bucket: string): Desired | undefined;
  /**
   * Runs work on a bucket when all earlier work on it has ended. Where no plan could see that a create and a destroy
   * are about the same bucket (its name, or the provider's settings, were not known), they then come one after the
   * other: the destroy finds what has been applied, or the create finds what has been destroyed.
   */
  inTurn<T>(bucket: string, work: () => Promise<T>): Promise<T>;
}

interface Entry {
  owned: boolean;
  destroyed: boolean;
  wanted: boolean;
  wish: Desired | undefined;
  applied: Desired | undefined;
  /** Ends with the last work that was queued; never rejects. */
  queue: Promise<void>;
}

export function createBucketLedger(): BucketLedger {
  const entries = new Map<string, Entry>();

  function entryOf(bucket: string): Entry {
    const known = entries.get(bucket);
    if (known !== undefined) return known;
    const fresh: Entry = {
      owned: false,
      destroyed: false,
      wanted: false,
      wish: undefined,
      applied: undefined,
      queue: Promise.resolve(),
    };
    entries.set(bucket, fresh);
    return fresh;
  }

  return {
    noteOwned(bucket) {
      entryOf(bucket).owned = true;
    },
    isOwned: (bucket) => entries.get(bucket)?.owned === true,
    noteWish(bucket, desired) {
      const entry = entryOf(bucket);
      const before = entry.wish;
      entry.wish ??= desired;
      // Wanting it off goes well with a destroy that turns it off.
      if (desired?.kind !== "disabled") {
        entry.wanted = true;
        if (entry.destroyed) return "destroyed-beside-a-wish";
      }
      if (before !== undefined && desired !== undefined && !isSameDesired(before, desired))
        return "different-wishes";
      return undefined;
    },
    noteDestroy(bucket) {
      const entry = entryOf(bucket);
      entry.destroyed = true;
      return entry.wanted ? "destroyed-beside-a-wish" : undefined;
    },
    noteApplied(bucket, desired) {
      entryOf(bucket).applied = desired;
    },
    appliedTo: (bucket) => entries.get(bucket)?.applied,
    inTurn(bucket, work) {
      const entry = entryOf(bucket);
      const result = entry.queue.then(work);
      entry.queue = result.then(
        () => {},
        () => {},
      );
      return result;
    },
  };
}
