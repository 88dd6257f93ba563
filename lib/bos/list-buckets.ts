import { readJsonObject, unexpectedAnswer } from "../bce/index.ts";
import type { BosClient } from "./client.ts";

export type BucketSummary = {
  readonly name: string;
  /** Code of the region the bucket lies in. */
  readonly location: string;
  /** ISO 8601, UTC. */
  readonly creationDate?: string;
};

/** The buckets of an account, in every region. */
export type BucketList = {
  readonly buckets: readonly BucketSummary[];
  /** The account may have buckets that are not in the list. */
  readonly mayHoldMore: boolean;
};

/** As many buckets as one answer may hold (an old page of the API reference; there is no marker to go on from). */
const LONGEST_LIST = 100;

/** The account's buckets; the region only chooses whom to ask. */
export async function listBuckets(
  client: BosClient,
  { region, signal }: { readonly region: string; readonly signal?: AbortSignal | undefined },
): Promise<BucketList> {
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
  const isTruncated = answer["isTruncated"] ?? answer["truncated"];
  const mayHoldMore = isTruncated === true || (isTruncated === undefined && buckets.length >= LONGEST_LIST);
  const summaries = buckets.map((bucket: unknown) => {
    const summary = parseBucket(bucket);
    if (summary === undefined)
      throw unexpectedAnswer(request, response, "A bucket in it has no name or no location.");
    return summary;
  });
  return { buckets: summaries, mayHoldMore };
}

function parseBucket(bucket: unknown): BucketSummary | undefined {
  if (typeof bucket !== "object" || bucket === null) return undefined;
  const { name, location, creationDate } = bucket as Record<string, unknown>;
  if (typeof name !== "string" || typeof location !== "string") return undefined;
  return { name, location, ...(typeof creationDate === "string" ? { creationDate } : {}) };
}
