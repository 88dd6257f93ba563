import { readFileSync } from "node:fs";
import type { StackBucket } from "../runtime-contract.ts";
import { type Environment, hostOf } from "../settings/index.ts";
import type { Request } from "./request.ts";
import { inheritedEndpoint } from "./settings.ts";

type Destroy = Extract<Request, { verb: "destroy" }>;

/** Who sets a bucket that is to be given up; or why that cannot be told. */
export type Owner =
  | { readonly kind: "nobody" }
  | { readonly kind: "other"; readonly construct: string }
  | { readonly kind: "unknown"; readonly issue: string };

/**
 * Looks for another construct of the stack that sets the bucket now. Terraform carries out the two in either order, and
 * shows neither process the other.
 *
 * @param endpoint the one that the destroy asks
 */
export function ownerNow(
  { bucket, construct, stackBuckets }: Destroy,
  endpoint: string | undefined,
  env: Environment,
): Owner {
  if (stackBuckets === undefined) return { kind: "nobody" };
  const read = readEntries(stackBuckets);
  if (typeof read === "string") {
    const issue = `stack_buckets: Cannot be read: ${read}. Copy the whole folder of the stack, or synthesise it again.`;
    return { kind: "unknown", issue };
  }
  const other = read.find(
    (entry) =>
      entry.bucket === bucket &&
      entry.construct !== construct &&
      !isElsewhere(entry.endpoint === undefined ? inheritedEndpoint(env) : entry.endpoint, endpoint),
  );
  return other === undefined ? { kind: "nobody" } : { kind: "other", construct: other.construct };
}

/** The file's entries, or what is wrong with it: never what it says, which could be anything under a path that is wrong. */
function readEntries(path: string): readonly StackBucket[] | string {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  try {
    const entries: unknown = JSON.parse(text);
    return Array.isArray(entries) && entries.every(isEntry) ? entries : "it is no list of buckets";
  } catch {
    return "it is no JSON";
  }
}

function isEntry(value: unknown): value is StackBucket {
  if (typeof value !== "object" || value === null) return false;
  const { bucket, construct, endpoint = null } = value as { readonly [Name in keyof StackBucket]?: unknown };
  const isText = (part: unknown) => typeof part === "string";
  return isText(bucket) && isText(construct) && (endpoint === null || isText(endpoint));
}

/** Another cloud for certain: in doubt a bucket is left as it is. */
function isElsewhere(one: string | null | undefined, other: string | undefined): boolean {
  const [host, otherHost] = [one, other].map((endpoint) => (endpoint ? hostOf(endpoint) : undefined));
  return host !== undefined && otherHost !== undefined && host !== otherHost;
}
