import { type BceAnswer, BceError, readJsonObject, unexpectedAnswer } from "../bce/index.ts";
import type { BosClient, BucketTarget } from "./client.ts";

interface BucketSummary {
  readonly name: string;
  /** Code of the region the bucket lies in. */
  readonly location: string;
  /** ISO 8601, UTC. */
  readonly creationDate?: string;
}

export interface BucketListing {
  readonly buckets: readonly BucketSummary[];
  /** True when the account may have more buckets than these: then a bucket that is not among them need not be gone. */
  readonly mayHoldMore: boolean;
}

/**
 * From so many entries on an answer may be no more than the first page: an old page of the reference says that one holds at most
 * 100 buckets, and that there is no way to ask for the rest.
 */
const ONE_PAGE = 100;

/** The buckets of the account, in every region; the region only chooses whom to ask. The API has no pages to follow. */
export async function listBuckets(
  client: BosClient,
  { region, signal }: { readonly region: string; readonly signal?: AbortSignal | undefined },
): Promise<BucketListing> {
  const answer = await client.call({ operation: "ListBuckets", method: "GET", region, signal });
  const fields = readJsonObject(answer.request, answer.response);
  if (fields === undefined) throw fault(answer, "It is empty where a list of buckets is due.");
  const listed = fields["buckets"];
  if (!Array.isArray(listed)) throw fault(answer, 'It has no list "buckets".');
  const buckets = listed.map((bucket: unknown) => {
    const summary = parseBucket(bucket);
    if (summary === undefined) throw fault(answer, "A bucket in it has no name or no location.");
    return summary;
  });
  const said = [fields["isTruncated"] ?? undefined, fields["truncated"] ?? undefined].filter(
    (flag) => flag !== undefined,
  );
  if (!said.every((flag) => typeof flag === "boolean"))
    throw fault(answer, "Whether it is truncated is said neither by true nor by false.");
  const promisesMore = said.includes(true) || isText(fields["nextMarker"]);
  return { buckets, mayHoldMore: promisesMore || (said.length === 0 && buckets.length >= ONE_PAGE) };
}

function parseBucket(bucket: unknown): BucketSummary | undefined {
  if (typeof bucket !== "object" || bucket === null) return undefined;
  const { name, location, creationDate } = bucket as Record<string, unknown>;
  if (!isText(name) || typeof location !== "string") return undefined;
  return { name, location, ...(typeof creationDate === "string" ? { creationDate } : {}) };
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function fault({ request, response }: BceAnswer, reason: string): Error {
  return unexpectedAnswer(request, response, reason);
}

/**
 * Resolves when the bucket exists and we may see it; else a BceError: `NoSuchBucket` for a missing one, `AccessDenied` for one
 * that is there and not ours to see.
 */
export async function headBucket(client: BosClient, target: BucketTarget): Promise<void> {
  try {
    const { request, response } = await client.call({ operation: "HeadBucket", method: "HEAD", ...target });
    if (response.status !== 200)
      throw unexpectedAnswer(request, response, `HeadBucket succeeds with 200, not with ${response.status}.`);
  } catch (caught) {
    // An answer to HEAD has no body, so a missing bucket has only its status to say so.
    throw caught instanceof BceError && caught.code === "NotFound" ? caught.with({}, "NoSuchBucket") : caught;
  }
}
