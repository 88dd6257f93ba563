import { requireNoBody } from "../bce/index.ts";
import type { BosClient, BucketTarget } from "./client.ts";
import { ENCRYPTION_QUERY, type EncryptionFields } from "./encryption-fields.ts";

/**
 * Sets the bucket's default encryption to exactly these fields. Rejects with a BceError, e.g. `InvalidKmsKey`, `MalformedRequest`;
 * with `UnexpectedAnswer` for a success that has a body, which nobody but a stranger sends. A success proves that the setting was
 * accepted, not that its key can be used: BOS finds that out at the first upload.
 */
export async function putBucketEncryption(
  client: BosClient,
  { fields, ...target }: BucketTarget & { readonly fields: EncryptionFields },
): Promise<void> {
  const { request, response } = await client.call({
    operation: "PutBucketEncryption",
    isWrite: true,
    method: "PUT",
    query: ENCRYPTION_QUERY,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(fields),
    ...target,
  });
  requireNoBody(request, response);
}
