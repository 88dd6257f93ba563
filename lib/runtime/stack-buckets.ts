import { readFileSync } from "node:fs";
import type { StackBucket } from "../distribution/runtime-contract.ts";
import type { Request } from "./request.ts";
import { type Environment, inheritedEndpoint } from "./settings.ts";

type Destroy = Extract<Request, { verb: "destroy" }>;

/** Who sets a bucket that is to be given up; or why that cannot be told. */
export type Owner =
  | { readonly kind: "nobody" }
  | { readonly kind: "other"; readonly construct: string }
  | { readonly kind: "unknown"; readonly problem: string };

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
  let entries: readonly StackBucket[];
  try {
    entries = JSON.parse(readFileSync(stackBuckets, "utf8"));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const problem = `stack_buckets: Cannot be read: ${reason}. Copy the whole folder of the stack, or synthesise it again.`;
    return { kind: "unknown", problem };
  }
  const other = entries.find(
    (entry) =>
      entry.bucket === bucket &&
      entry.construct !== construct &&
      !isElsewhere(entry.endpoint ?? inheritedEndpoint(env), endpoint),
  );
  return other === undefined ? { kind: "nobody" } : { kind: "other", construct: other.construct };
}

/** Another cloud for certain: in doubt a bucket is left as it is. */
function isElsewhere(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && new URL(one).host !== new URL(other).host;
}
