import { BceError } from "../bos/index.ts";
import type { EncryptionCalls, Target } from "./calls.ts";

/** What ListBuckets says of a bucket for which GetBucketEncryption answered NoSuchBucket. */
export type Presence =
  | { readonly kind: "absent" }
  /** The credentials may not list buckets, so the 404 is all there is. */
  | { readonly kind: "unconfirmed"; readonly reason: string }
  | { readonly kind: "listed"; readonly region: string };

/**
 * Asks ListBuckets at most once per process, however many buckets are looked for at once: a stack whose hundred
 * buckets are gone costs one listing. An answer and a refusal are remembered, any other failure is not.
 */
export function createPresence(
  calls: EncryptionCalls,
): (target: Target, signal?: AbortSignal) => Promise<Presence> {
  let listing: Promise<ReadonlyMap<string, string> | string> | undefined;

  async function list(region: string, signal?: AbortSignal): Promise<ReadonlyMap<string, string> | string> {
    try {
      const buckets = await calls.list(region, signal);
      return new Map(buckets.map(({ name, location }) => [name, location]));
    } catch (error) {
      if (error instanceof BceError && error.code === "AccessDenied") return error.message;
      listing = undefined;
      throw error;
    }
  }

  return async (target, signal) => {
    listing ??= list(target.region, signal);
    const answer = await listing;
    if (typeof answer === "string") return { kind: "unconfirmed", reason: answer };
    const region = answer.get(target.bucket);
    return region === undefined ? { kind: "absent" } : { kind: "listed", region };
  };
}
