import { requireNoBody } from "../bce/index.ts";
import type { BosClient, BucketTarget } from "./client.ts";
import { ENCRYPTION_QUERY, saysNotEncrypted } from "./encryption-fields.ts";

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
