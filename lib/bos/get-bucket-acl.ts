import type { BosClient, BucketTarget } from "./client.ts";
import { readSubresource } from "./subresource.ts";

/** Permissions that let their grantee read objects (read in SDK). */
const READING = new Set(["READ", "FULL_CONTROL", "GetObject"]);

/** Whether everybody may read the bucket's objects: the grantee `*` (read in SDK). */
export async function isBucketReadByEverybody(client: BosClient, target: BucketTarget): Promise<boolean> {
  const setting = await readSubresource(client, { operation: "GetBucketAcl", query: [["acl", ""]] }, target);
  const grants = setting?.["accessControlList"];
  return Array.isArray(grants) && grants.some(grantsEverybody);
}

function grantsEverybody(grant: unknown): boolean {
  if (typeof grant !== "object" || grant === null) return false;
  const { grantee, permission } = grant as Record<string, unknown>;
  if (!Array.isArray(grantee) || !Array.isArray(permission)) return false;
  return (
    grantee.some(
      (one: unknown) => typeof one === "object" && one !== null && "id" in one && one.id === "*",
    ) && permission.some((one: unknown) => typeof one === "string" && READING.has(one))
  );
}
