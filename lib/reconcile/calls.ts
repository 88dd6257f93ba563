import { type BosClient, getBucketEncryption, headBucket, listBuckets } from "../bos/index.ts";
import { deleteBucketEncryption, putBucketEncryption } from "../bos/write.ts";
import { type Fields, flawOf } from "../encryption/index.ts";

/** A bucket, and the region whose endpoint is asked for it. */
export interface Target {
  readonly bucket: string;
  readonly region: string;
}

/** All buckets of the account, in whatever region they are, as far as one answer tells. */
export interface BucketList {
  readonly buckets: readonly { readonly name: string; readonly location: string }[];
  /** The account may have buckets that are not in the list: that a bucket is missing from it proves nothing. */
  readonly mayHoldMore: boolean;
}

/**
 * The few calls that a reconcile needs. Each rejects with a `BceError`. Reads have done their own retries; `put` and
 * `delete` are sent once, and whoever repeats them looks first at what is there by then.
 */
export interface EncryptionCalls {
  get(target: Target, signal?: AbortSignal): Promise<Fields>;
  put(target: Target, fields: Fields, signal?: AbortSignal): Promise<void>;
  delete(target: Target, signal?: AbortSignal): Promise<void>;
  /** Resolves when the bucket exists; rejects with `NoSuchBucket` when it does not. */
  head(target: Target, signal?: AbortSignal): Promise<void>;
  list(region: string, signal?: AbortSignal): Promise<BucketList>;
}

/** The calls, sent by a client of the real (or emulated) BOS. */
export function bosCalls(client: BosClient): EncryptionCalls {
  return {
    get: (target, signal) => getBucketEncryption(client, { ...target, signal }, flawOf),
    put: (target, fields, signal) => putBucketEncryption(client, { ...target, fields, signal }),
    delete: (target, signal) => deleteBucketEncryption(client, { ...target, signal }),
    head: (target, signal) => headBucket(client, { ...target, signal }),
    list: (region, signal) => listBuckets(client, { region, signal }),
  };
}
