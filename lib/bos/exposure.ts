import { type BceAnswer, BceError, readJsonObject, unexpectedAnswer } from "../bce/index.ts";
import type { BosClient, BucketTarget } from "./client.ts";

/** Permissions that let their grantee read objects (https://github.com/baidubce/bce-sdk-go). */
const READING = new Set(["READ", "FULL_CONTROL", "GetObject"]);

/** Whether everybody may read the bucket's objects: the grantee `*` (https://github.com/baidubce/bce-sdk-go). Rejects with a BceError. */
export async function isBucketReadByEverybody(client: BosClient, target: BucketTarget): Promise<boolean> {
  return readSubresource(
    client,
    {
      operation: "GetBucketAcl",
      query: [["acl", ""]],
      read: ({ accessControlList: grants }) =>
        Array.isArray(grants) && grants.every(isGrant) ? grants.some(letsEverybodyRead) : undefined,
    },
    target,
  );
}

interface Grant {
  readonly grantee: readonly unknown[];
  readonly permission: readonly unknown[];
}

/** Of a grant in any other form nobody can say whom it lets read. */
function isGrant(value: unknown): value is Grant {
  if (typeof value !== "object" || value === null) return false;
  const { grantee, permission } = value as Record<string, unknown>;
  return Array.isArray(grantee) && Array.isArray(permission);
}

function letsEverybodyRead({ grantee, permission }: Grant): boolean {
  return (
    grantee.some((one) => typeof one === "object" && one !== null && "id" in one && one.id === "*") &&
    permission.some((one) => typeof one === "string" && READING.has(one))
  );
}

/** The bucket to which this bucket's access logs are written; undefined when it writes none (https://github.com/baidubce/bce-sdk-go). Rejects with a BceError. */
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

/** Whether objects of the bucket are replicated elsewhere, by rules that are enabled or not (https://github.com/baidubce/bce-sdk-go). Rejects with a BceError. */
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

/** Whether the bucket is served as a static website (https://github.com/baidubce/bce-sdk-go). Rejects with a BceError. */
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

/** One of a bucket's settings that is read as a JSON object. */
interface Subresource<T> {
  /** The API's name for the call, which is the name of the permission too. */
  readonly operation: string;
  readonly query: readonly (readonly [key: string, value: string])[];
  /** What the object says; undefined for one without the documented fields: then it is nobody knows whose. */
  readonly read: (fields: Readonly<Record<string, unknown>>) => T | undefined;
  /** A 404 that says "nothing is set", and what that means; left out where there is always an object. */
  readonly absent?: { readonly code: string; readonly means: T };
}

/** The setting as `read` has it. Rejects with a BceError, `UnexpectedAnswer` for an object that is not this call's. */
async function readSubresource<T>(
  client: BosClient,
  { operation, query, read, absent }: Subresource<T>,
  target: BucketTarget,
): Promise<T> {
  let answer: BceAnswer;
  try {
    answer = await client.call({ operation, method: "GET", query, ...target });
  } catch (caught) {
    const isAbsent = caught instanceof BceError && caught.status === 404 && caught.cloudCode === absent?.code;
    if (isAbsent && absent !== undefined) return absent.means;
    throw caught;
  }
  const { request, response } = answer;
  const setting = read(readJsonObject(request, response) ?? {});
  if (setting !== undefined) return setting;
  throw unexpectedAnswer(request, response, "It has not the fields that are documented for this call.");
}
