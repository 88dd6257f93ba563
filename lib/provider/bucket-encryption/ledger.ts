import { type Desired, isSameDesired } from "../../encryption/index.ts";

/** Why two plans for one bucket do not go together. */
export type Clash = "different-wishes" | "destroyed-beside-a-wish";

/**
 * What this process has read, planned and applied, by bucket. Terraform tells a provider no resource addresses, so
 * this is how one bucket under two addresses is found. It lives as long as the process: one phase of one run.
 */
export interface BucketLedger {
  /** The bucket is in the state, under some address. */
  noteOwned(bucket: string): void;
  isOwned(bucket: string): boolean;
  /** A plan wants this of the bucket; a wish that is not known yet clashes with nothing but a destroy. */
  noteWish(bucket: string, desired: Desired | undefined): Clash | undefined;
  /** A plan turns the bucket's encryption off because its resource goes away. */
  noteDestroy(bucket: string): Clash | undefined;
  /** This process has brought the bucket to what a resource wants. */
  noteApplied(bucket: string): void;
  isApplied(bucket: string): boolean;
}

interface Entry {
  owned: boolean;
  destroyed: boolean;
  wanted: boolean;
  wish: Desired | undefined;
  applied: boolean;
}

export function createBucketLedger(): BucketLedger {
  const entries = new Map<string, Entry>();

  function entryOf(bucket: string): Entry {
    const known = entries.get(bucket);
    if (known !== undefined) return known;
    const fresh = { owned: false, destroyed: false, wanted: false, wish: undefined, applied: false };
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
    noteApplied(bucket) {
      entryOf(bucket).applied = true;
    },
    isApplied: (bucket) => entries.get(bucket)?.applied === true,
  };
}
