import type { BosClient, BucketTarget } from "./client.ts";
import { readSubresource } from "./subresource.ts";

/** Whether the bucket is served as a static website (read in SDK). */
export async function hasBucketWebsite(client: BosClient, target: BucketTarget): Promise<boolean> {
  const setting = await readSubresource(
    client,
    {
      operation: "GetBucketStaticWebsite",
      query: [["website", ""]],
      absentCode: "NoSuchBucketStaticWebSiteConfig",
    },
    target,
  );
  return [setting?.["index"], setting?.["notFound"]].some((page) => typeof page === "string" && page !== "");
}
