import { BceError } from "../bos/index.ts";
import type { BucketList, EncryptionCalls, Target } from "./calls.ts";

/** What ListBuckets says of a bucket for which GetBucketEncryption answered NoSuchBucket. */
export type Listing =
  | { readonly kind: "not-listed" }
  /** The list proves nothing: it is denied, or may hold more buckets than it shows. */
  | { readonly kind: "unconfirmed"; readonly reason: string }
  | { readonly kind: "listed"; readonly region: string };

/** Looks for a bucket that GetBucketEncryption does not find. Both reject with a `BceError`. */
export interface Presence {
  /**
   * Asks ListBuckets, once per process for an answer, however many buckets are looked for at once: a stack whose hundred
   * buckets are gone costs one list. A refusal is shared by those that wait for it, and asked again for the next bucket.
   */
  listingOf(target: Target, signal?: AbortSignal): Promise<Listing>;
  /** Asks HeadBucket: whether it finds the bucket. */
  isFound(target: Target, signal?: AbortSignal): Promise<boolean>;
}

export function createPresence(calls: EncryptionCalls): Presence {
  let listing: Promise<BucketList> | undefined;

  async function list(region: string, signal?: AbortSignal): Promise<BucketList> {
    try {
      return await calls.list(region, signal);
    } catch (error) {
      listing = undefined;
      throw error;
    }
  }

  return {
    async listingOf(target, signal) {
      try {
        listing ??= list(target.region, signal);
        const { buckets, mayHoldMore } = await listing;
        const found = buckets.find(({ name }) => name === target.bucket);
        if (found !== undefined) return { kind: "listed", region: found.location };
        if (!mayHoldMore) return { kind: "not-listed" };
        const reason = `ListBuckets answered ${buckets.length} buckets, and the account may have more than that.`;
        return { kind: "unconfirmed", reason };
      } catch (error) {
        if (!(error instanceof BceError && error.code === "AccessDenied")) throw error;
        return { kind: "unconfirmed", reason: error.message };
      }
    },
    async isFound(target, signal) {
      try {
        await calls.head(target, signal);
        return true;
      } catch (error) {
        if (error instanceof BceError && error.code === "NoSuchBucket") return false;
        throw error;
      }
    },
  };
}
