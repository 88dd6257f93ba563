// The two calls of BOS that change a bucket's encryption: the one door to writes, which only lib/reconcile may use.
// Must not hold: anything that only reads, or the decision to write.
import { requireNoBody } from "../bce/index.ts";
import type { BosClient, BucketTarget } from "./client.ts";
import { ENCRYPTION_QUERY, type EncryptionFields, saysNotEncrypted } from "./encryption.ts";

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

/**
 * Turns the bucket's default encryption off; a 404 that says that there is none is as good as done. Rejects with a BceError;
 * with `UnexpectedAnswer` for a success that has a body, which nobody but a stranger sends.
 */
export async function deleteBucketEncryption(client: BosClient, target: BucketTarget): Promise<void> {
  try {
    const { request, response } = await client.call({
      operation: "DeleteBucketEncryption",
      // Java's `Permission` (https://github.com/baidubce/bce-sdk-java) has none for Delete; a gateway that serves the protocol asks for one.
      permission: "PutBucketEncryption (or DeleteBucketEncryption, where the deployment knows it)",
      isWrite: true,
      method: "DELETE",
      query: ENCRYPTION_QUERY,
      ...target,
    });
    requireNoBody(request, response);
  } catch (caught) {
    if (!saysNotEncrypted(caught)) throw caught;
  }
}
