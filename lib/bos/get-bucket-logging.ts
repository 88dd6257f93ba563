import type { BosClient, BucketTarget } from "./client.ts";
import { readSubresource } from "./subresource.ts";

/** The bucket to which this bucket's access logs are written; undefined when it writes none (read in SDK). */
export async function getBucketLogTarget(
  client: BosClient,
  target: BucketTarget,
): Promise<string | undefined> {
  const setting = await readSubresource(
    client,
    { operation: "GetBucketLogging", query: [["logging", ""]] },
    target,
  );
  const logTarget = setting?.["targetBucket"];
  return setting?.["status"] === "enabled" && typeof logTarget === "string" ? logTarget : undefined;
}
