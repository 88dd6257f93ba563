import { hostOf } from "../distribution/index.ts";
import { type Construct, TerraformStack } from "./cdk.ts";
import { isLiteral } from "./check.ts";
import type { Encryption } from "./encryption.ts";
import type { Engine } from "./engine.ts";

/** That a construct sets a bucket. */
export interface Claim {
  readonly construct: Construct;
  readonly bucket: string;
  readonly encryption: Encryption;
  readonly engine: Engine["kind"];
  /** Of the cloud that is asked, known at synth: undefined where the code names none, null for a token. */
  endpoint(): string | null | undefined;
  /** Alias of the provider block: other credentials may mean another bucket. */
  readonly provider: string | undefined;
}

/** For each stack, who sets a bucket. Kept beside the tree: to search it for each construct would take n² steps. */
const claimsByStack = new WeakMap<TerraformStack, Map<string, Claim[]>>();

/**
 * Notes that a construct sets a bucket. At synth, the function that comes back says what is wrong with that: an
 * earlier construct of the stack sets the same bucket, and one would undo the other.
 */
export function claimBucket(claim: Claim): () => string[] {
  const { construct, bucket } = claim;
  // Whether two tokens will be the same bucket is known to Terraform only, where the provider looks again.
  if (!isLiteral(bucket)) return () => [];
  const stack = TerraformStack.of(construct);
  const claimsByBucket = claimsByStack.get(stack) ?? new Map<string, Claim[]>();
  claimsByStack.set(stack, claimsByBucket);
  const claims = claimsByBucket.get(bucket) ?? [];
  claimsByBucket.set(bucket, claims);
  const earlier = claims.push(claim) - 1;
  return () =>
    claims
      .slice(0, earlier)
      .filter((other) => cloudOf(other) === cloudOf(claim))
      .map((other) => clash(other, claim))
      .filter((text) => text !== undefined)
      .slice(0, 1);
}

/** Two that differ may still be one cloud: that is for Terraform to see. */
function cloudOf({ endpoint, provider }: Claim): string {
  const named = endpoint();
  return (named && (hostOf(named) ?? named)) ?? provider ?? "";
}

/** Every claim of a stack on a bucket whose name is known at synth. */
export const claimsIn = (stack: TerraformStack): readonly Claim[] =>
  [...(claimsByStack.get(stack)?.values() ?? [])].flat();

function clash(earlier: Claim, { bucket, encryption, engine }: Claim): string | undefined {
  const { path } = earlier.construct.node;
  if (differ(earlier.encryption, encryption))
    return `bucket: "${bucket}" is given another encryption by ${path}. Keep one of the two.`;
  // A provider sees both; and a wish of off has nothing to undo.
  const bothSeen = earlier.engine === "provider" && engine === "provider";
  if (bothSeen || encryption.kind === "disabled") return undefined;
  return `bucket: "${bucket}" is set by ${path} as well. Without the provider nothing sees both: giving up one of them would turn off what the other wants. Keep one of the two.`;
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
