import { readJsonObject, unexpectedAnswer } from "../bce/index.ts";
import type { BosClient } from "./client.ts";

export type BucketSummary = {
  readonly name: string;
  /** Code of the region the bucket lies in. */
  readonly location: string;
  /** ISO 8601, UTC. */
  readonly creationDate?: string;
};

/** All buckets of the account, in every region; the region only chooses whom to ask. The API has no pages. */
export async function listBuckets(
  client: BosClient,
  { region, signal }: { readonly region: string; readonly signal?: AbortSignal | undefined },
): Promise<readonly BucketSummary[]> {
  const { request, response } = await client.call({
    operation: "ListBuckets",
    method: "GET",
    region,
    signal,
  });
  const answer = readJsonObject(request, response);
  if (answer === undefined)
    throw unexpectedAnswer(request, response, "It is empty where a list of buckets is due.");
  const buckets = answer["buckets"];
  if (!Array.isArray(buckets)) throw unexpectedAnswer(request, response, 'It has no list "buckets".');
  return buckets.map((bucket: unknown) => {
    const summary = parseBucket(bucket);
    if (summary === undefined)
      throw unexpectedAnswer(request, response, "A bucket in it has no name or no location.");
    return summary;
  });
}

function parseBucket(bucket: unknown): BucketSummary | undefined {
  if (typeof bucket !== "object" || bucket === null) return undefined;
  const { name, location, creationDate } = bucket as Record<string, unknown>;
  if (typeof name !== "string" || typeof location !== "string") return undefined;
  return { name, location, ...(typeof creationDate === "string" ? { creationDate } : {}) };
}
