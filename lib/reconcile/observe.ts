import { BceError } from "../bos/index.ts";
import { type Observed, observe } from "../encryption/index.ts";
import { ReconcileError } from "./errors.ts";
import type { BucketList, EncryptionCalls, Target } from "./write.ts";

/** What was seen of a bucket. Unreadable is neither of the two: it is a rejection. */
export type Observation =
  | { readonly status: "found"; readonly observed: Observed }
  | {
      readonly status: "missing";
      /** Set when no list of buckets confirms that it is missing. */
      readonly warning?: string;
    };

/** GET alone: undefined when BOS answers NoSuchBucket, without asking what that means. */
export async function getOnce(
  calls: EncryptionCalls,
  target: Target,
  signal?: AbortSignal,
): Promise<Observed | undefined> {
  try {
    return observe(await calls.get(target, signal));
  } catch (error) {
    if (isNoSuchBucket(error)) return undefined;
    throw error;
  }
}

/**
 * What a NoSuchBucket means: gone only when ListBuckets does not list the bucket and HeadBucket does not find it either.
 * A single 404 may be a wrong region or a BOS that has not settled, and neither may make anybody forget the bucket.
 *
 * Rejects with a `ReconcileError` (`BucketInOtherRegion`, `BucketListedButNotFound`), or with the `BceError` of a call
 * that failed for another reason than a refused list.
 */
export async function confirmMissing(
  target: Target,
  presence: Presence,
  signal?: AbortSignal,
): Promise<Observation & { status: "missing" }> {
  const listing = await presence.listingOf(target, signal);
  refuseListed(target, listing);
  if (await presence.isFound(target, signal)) {
    throw new ReconcileError(
      "BucketListedButNotFound",
      target,
      `GetBucketEncryption answers that bucket "${target.bucket}" does not exist, but HeadBucket finds it in region "${target.region}". It was perhaps just created or deleted: try again in a minute.`,
    );
  }
  return listing.kind === "unconfirmed"
    ? { status: "missing", warning: unconfirmed(target, listing.reason) }
    : { status: "missing" };
}

/** Throws for a bucket that ListBuckets lists, wherever it does. */
export function refuseListed(target: Target, listing: Listing): void {
  if (listing.kind !== "listed") return;
  if (listing.region !== "" && listing.region !== target.region) {
    throw new ReconcileError(
      "BucketInOtherRegion",
      target,
      `Bucket "${target.bucket}" is in region "${listing.region}", not in "${target.region}": set its region to "${listing.region}".`,
    );
  }
  throw new ReconcileError(
    "BucketListedButNotFound",
    target,
    `GetBucketEncryption answers that bucket "${target.bucket}" does not exist, but ListBuckets lists it in region "${target.region}". It was perhaps just created or deleted: try again in a minute.`,
  );
}

export function unconfirmed({ bucket }: Target, reason: string): string {
  return `BOS answers that bucket "${bucket}" does not exist; no list of buckets confirms it. ${reason}`;
}

export function isNoSuchBucket(error: unknown): boolean {
  return error instanceof BceError && error.code === "NoSuchBucket";
}

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
