import type { BosClient, BucketTarget } from "./client.ts";
import { readSubresource } from "./subresource.ts";

/** Whether objects of the bucket are replicated elsewhere, by rules that are enabled or not (read in SDK). Rejects with a BceError. */
export async function hasBucketReplication(client: BosClient, target: BucketTarget): Promise<boolean> {
  return readSubresource(
    client,
    {
      operation: "GetBucketReplication",
      query: [
        ["replication", ""],
        ["list", ""],
      ],
      read: ({ rules }) => (Array.isArray(rules) ? rules.length > 0 : undefined),
      absent: { code: "NoReplicationConfiguration", means: false },
    },
    target,
  );
}
