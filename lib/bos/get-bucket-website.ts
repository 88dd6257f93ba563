import type { BosClient, BucketTarget } from "./client.ts";
import { readSubresource } from "./subresource.ts";

/** Whether the bucket is served as a static website (read in SDK). Rejects with a BceError. */
export async function hasBucketWebsite(client: BosClient, target: BucketTarget): Promise<boolean> {
  return readSubresource(
    client,
    {
      operation: "GetBucketStaticWebsite",
      query: [["website", ""]],
      read: ({ index, notFound }) => {
        const pages = [index, notFound].filter((page) => typeof page === "string");
        return pages.length === 0 ? undefined : pages.some((page) => page !== "");
      },
      absent: { code: "NoSuchBucketStaticWebSiteConfig", means: false },
    },
    target,
  );
}
