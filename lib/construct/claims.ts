import { type Construct, TerraformStack } from "./cdk.ts";
import { isLiteral } from "./check.ts";
import type { Encryption } from "./encryption.ts";

interface Claim {
  readonly construct: Construct;
  readonly encryption: Encryption;
}

/** For each stack, who sets a bucket. Kept beside the tree: to search it for each construct would take n² steps. */
const claimsByStack = new WeakMap<TerraformStack, Map<string, Claim[]>>();

/**
 * Notes that a construct sets a bucket. At synth, the function that comes back says what is wrong with that: an
 * earlier construct of the stack wants something else of the same bucket, so that each apply would undo the other.
 *
 * @param cloud what names the cloud: other credentials or another endpoint may mean another bucket
 */
export function claimBucket(
  construct: Construct,
  bucket: string,
  cloud: string,
  encryption: Encryption,
): () => string[] {
  // Whether two tokens will be the same bucket is known to Terraform only, where the provider looks again.
  if (!isLiteral(bucket)) return () => [];
  const stack = TerraformStack.of(construct);
  const claimsByBucket = claimsByStack.get(stack) ?? new Map<string, Claim[]>();
  claimsByStack.set(stack, claimsByBucket);
  const key = `${cloud} ${bucket}`;
  const claims = claimsByBucket.get(key) ?? [];
  claimsByBucket.set(key, claims);

  const earlier = claims.find((claim) => differ(claim.encryption, encryption));
  claims.push({ construct, encryption });
  if (earlier === undefined) return () => [];
  return () => [
    `bucket: "${bucket}" is given another encryption by ${earlier.construct.node.path}. Keep one of the two.`,
  ];
}

function differ(one: Encryption, other: Encryption): boolean {
  if (one.kind === "disabled" || other.kind === "disabled") return one.kind !== other.kind;
  if (one.kind !== other.kind || literalsDiffer(one.algorithm, other.algorithm)) return true;
  return (
    one.kind === "kms-managed" &&
    other.kind === "kms-managed" &&
    literalsDiffer(one.kmsMasterKeyId, other.kmsMasterKeyId)
  );
}

const literalsDiffer = (one: string, other: string) => isLiteral(one) && isLiteral(other) && one !== other;
