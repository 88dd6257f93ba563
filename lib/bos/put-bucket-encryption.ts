import { readJsonObject } from "../bce/index.ts";
import type { BosClient, BucketTarget } from "./client.ts";
import { ENCRYPTION_QUERY, type EncryptionFields } from "./encryption-fields.ts";

/** Sets the bucket's default encryption to exactly these fields. Rejects with a BceError, e.g. `InvalidKmsKey`, `MalformedRequest`. */
export async function putBucketEncryption(
  client: BosClient,
  { fields, ...target }: BucketTarget & { readonly fields: EncryptionFields },
): Promise<void> {
  const { request, response } = await client.call({
    operation: "PutBucketEncryption",
    method: "PUT",
    query: ENCRYPTION_QUERY,
    isWrite: true,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(fields),
    ...target,
  });
  // Success is an empty body; a page of a proxy must not pass for it.
  readJsonObject(request, response);
}
