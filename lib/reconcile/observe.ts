import { BceError } from "../bos/index.ts";
import { type Observed, observe } from "../encryption/index.ts";
import type { EncryptionCalls, Target } from "./calls.ts";
import { ReconcileError } from "./errors.ts";
import type { Presence } from "./presence.ts";

/** What was seen of a bucket. Unreadable is neither of the two: it is a rejection. */
export type Sighting =
  | { readonly status: "found"; readonly observed: Observed }
  | {
      readonly status: "missing";
      /** Set when the credentials may not list buckets, so that the 404 could not be confirmed. */
      readonly warning?: string;
    };

/** GET alone: undefined when the cloud answers NoSuchBucket, without asking what that means. */
export async function glimpse(
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
 * What a NoSuchBucket means: gone only when ListBuckets does not list the bucket. Where it is listed, a 404 is a
 * wrong region or a cloud that has not settled, and neither may make anybody forget the bucket.
 *
 * Rejects with a `ReconcileError` (`BucketInOtherRegion`, `BucketListedButNotFound`), or a `BceError` when the
 * listing failed for another reason than a refusal.
 */
export function judgeMissing(target: Target, presence: Presence): Sighting & { status: "missing" } {
  if (presence.kind === "absent") return { status: "missing" };
  if (presence.kind === "unconfirmed") {
    return {
      status: "missing",
      warning: `The cloud answers that bucket "${target.bucket}" does not exist; this could not be confirmed, because the credentials may not list buckets. ${presence.reason}`,
    };
  }
  if (presence.region !== "" && presence.region !== target.region) {
    throw new ReconcileError(
      "BucketInOtherRegion",
      target,
      `Bucket "${target.bucket}" is in region "${presence.region}", not in "${target.region}": set its region to "${presence.region}".`,
    );
  }
  throw new ReconcileError(
    "BucketListedButNotFound",
    target,
    `GetBucketEncryption answers that bucket "${target.bucket}" does not exist, but ListBuckets lists it in region "${target.region}". It was perhaps just created or deleted: try again in a minute.`,
  );
}

export function isNoSuchBucket(error: unknown): boolean {
  return error instanceof BceError && error.code === "NoSuchBucket";
}
