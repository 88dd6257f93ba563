import { type BosClient, getBucketEncryption, listBuckets } from "../bos/index.ts";
import { deleteBucketEncryption, putBucketEncryption } from "../bos/write.ts";
import { type Fields, flawOf } from "../encryption/index.ts";

/** A bucket, and the region whose endpoint is asked for it. */
export interface Target {
  readonly bucket: string;
  readonly region: string;
}

/**
 * The few calls that a reconcile needs. Each rejects with a `BceError`, has done its own retries, and may be
 * repeated without harm: PUT and DELETE of the setting are idempotent.
 */
export interface EncryptionCalls {
  get(target: Target, signal?: AbortSignal): Promise<Fields>;
  put(target: Target, fields: Fields, signal?: AbortSignal): Promise<void>;
  delete(target: Target, signal?: AbortSignal): Promise<void>;
  /** All buckets of the account, in whatever region they live. */
  list(region: string, signal?: AbortSignal): Promise<readonly { name: string; location: string }[]>;
}

/** The calls, sent by a client of the real (or emulated) BOS. */
export function bosCalls(client: BosClient): EncryptionCalls {
  return {
    get: (target, signal) => getBucketEncryption(client, { ...target, ...optional(signal) }, flawOf),
    put: (target, fields, signal) => putBucketEncryption(client, { ...target, fields, ...optional(signal) }),
    delete: (target, signal) => deleteBucketEncryption(client, { ...target, ...optional(signal) }),
    list: async (region, signal) => (await listBuckets(client, { region, ...optional(signal) })).buckets,
  };
}

function optional(signal: AbortSignal | undefined): { signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}
