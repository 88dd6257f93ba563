import { type BceError, type BosClient, getBucketEncryption, headBucket, listBuckets } from "../bos/index.ts";
import { deleteBucketEncryption, putBucketEncryption } from "../bos/write.ts";
import { type Difference, type Fields, problemOf } from "../encryption/index.ts";

export type Write = Exclude<Difference, { action: "none" }>;

/** Sends the one PUT or DELETE of a difference, once. Rejects with a `BceError`. */
export function write(
  calls: EncryptionCalls,
  target: Target,
  difference: Write,
  options: {
    /** Leaves out the fields of a newer BOS that a PUT would hand back. */
    readonly withoutExtra: boolean;
    readonly signal: AbortSignal | undefined;
  },
): Promise<void> {
  if (difference.action === "delete") return calls.delete(target, options.signal);
  const { fields, fieldsWithoutExtra } = difference;
  return calls.put(target, options.withoutExtra ? (fieldsWithoutExtra ?? fields) : fields, options.signal);
}

/** What to say when a PUT went through only without the fields that GET shows; undefined where nothing was left out. */
export function leftOut(bucket: string, difference: Write): string | undefined {
  if (difference.action === "delete" || difference.fieldsWithoutExtra === undefined) return undefined;
  const kept = difference.fieldsWithoutExtra;
  const names = Object.keys(difference.fields).filter((name) => !(name in kept));
  return `GetBucketEncryption shows ${names.join(", ")} in the encryption setting of bucket "${bucket}", but PutBucketEncryption refused to take it back: the setting was written without it.`;
}

/** Whether BOS refused a PUT for its form, which fields of a newer BOS may be the reason for. */
export function isRefusedForItsForm(error: BceError): boolean {
  return error.code === "MalformedRequest";
}

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
    get: (target, signal) => getBucketEncryption(client, { ...target, signal }, problemOf),
    put: (target, fields, signal) => putBucketEncryption(client, { ...target, fields, signal }),
    delete: (target, signal) => deleteBucketEncryption(client, { ...target, signal }),
    head: (target, signal) => headBucket(client, { ...target, signal }),
    list: (region, signal) => listBuckets(client, { region, signal }),
  };
}
