import { BceError, unexpectedAnswer } from "../bce/index.ts";
import type { BosClient, BucketTarget } from "./client.ts";

/**
 * Resolves when the bucket exists and we may see it; else a BceError: `NoSuchBucket` for a missing one, `AccessDenied` for one
 * that is there and not ours to see.
 */
export async function headBucket(client: BosClient, target: BucketTarget): Promise<void> {
  try {
    const { request, response } = await client.call({ operation: "HeadBucket", method: "HEAD", ...target });
    if (response.status !== 200)
      throw unexpectedAnswer(request, response, `HeadBucket succeeds with 200, not with ${response.status}.`);
  } catch (caught) {
    // An answer to HEAD has no body, so a missing bucket has only its status to say so.
    throw caught instanceof BceError && caught.code === "NotFound" ? caught.with({}, "NoSuchBucket") : caught;
  }
}
