import { BceError } from "../bce/index.ts";
import type { BosClient, BucketTarget } from "./client.ts";

/** Resolves when the bucket exists and we may see it; else a BceError, `NoSuchBucket` for a missing one. */
export async function headBucket(client: BosClient, target: BucketTarget): Promise<void> {
  try {
    await client.call({ operation: "HeadBucket", method: "HEAD", ...target });
  } catch (caught) {
    // An answer to HEAD has no body, so a missing bucket has only its status to say so.
    throw caught instanceof BceError && caught.code === "NotFound" ? caught.with({}, "NoSuchBucket") : caught;
  }
}
