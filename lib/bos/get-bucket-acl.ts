import type { BosClient, BucketTarget } from "./client.ts";
import { readSubresource } from "./subresource.ts";

/** Permissions that let their grantee read objects (read in SDK). */
const READING = new Set(["READ", "FULL_CONTROL", "GetObject"]);

/** Whether everybody may read the bucket's objects: the grantee `*` (read in SDK). Rejects with a BceError. */
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

type Grant = { readonly grantee: readonly unknown[]; readonly permission: readonly unknown[] };

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
