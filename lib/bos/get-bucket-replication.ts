import type { BosClient, BucketTarget } from "./client.ts";
import { readSubresource } from "./subresource.ts";

/** Whether objects of the bucket are replicated elsewhere, by rules that are enabled or not (read in SDK). */
export async function hasBucketReplication(client: BosClient, target: BucketTarget): Promise<boolean> {
  const setting = await readSubresource(
    client,
    {
      operation: "GetBucketReplication",
      query: [
        ["replication", ""],
        ["list", ""],
      ],
      absentCode: "NoReplicationConfiguration",
    },
    target,
  );
  const rules = setting?.["rules"];
  return Array.isArray(rules) && rules.length > 0;
}
