import { readJsonObject } from "../bce/index.ts";
import type { BosClient, BucketTarget } from "./client.ts";
import { ENCRYPTION_QUERY } from "./encryption-fields.ts";

/** Turns the bucket's default encryption off. Rejects with a BceError. */
export async function deleteBucketEncryption(client: BosClient, target: BucketTarget): Promise<void> {
  const { request, response } = await client.call({
    operation: "DeleteBucketEncryption",
    // The reference documents permissions for Put and Get only; taking encryption off is a change like putting it on.
    permission: "PutBucketEncryption",
    method: "DELETE",
    query: ENCRYPTION_QUERY,
    isWrite: true,
    ...target,
  });
  // Success is an empty body, 200 or 204; a page of a proxy must not pass for it.
  readJsonObject(request, response);
}
