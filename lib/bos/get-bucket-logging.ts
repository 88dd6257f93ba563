import type { BosClient, BucketTarget } from "./client.ts";
import { readSubresource } from "./subresource.ts";

/** The bucket to which this bucket's access logs are written; undefined when it writes none (read in SDK). Rejects with a BceError. */
export async function getBucketLogTarget(
  client: BosClient,
  target: BucketTarget,
): Promise<string | undefined> {
  const { bucket } = await readSubresource(
    client,
    {
      operation: "GetBucketLogging",
      query: [["logging", ""]],
      read: ({ status, targetBucket }) => {
        if (status === "disabled") return { bucket: undefined };
        return status === "enabled" && typeof targetBucket === "string"
          ? { bucket: targetBucket }
          : undefined;
      },
    },
    target,
  );
  return bucket;
}
