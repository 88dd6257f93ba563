import { hostOf } from "../../settings/index.ts";
import { type Construct, TerraformStack } from "../cdk.ts";
import { isLiteral } from "../check.ts";
import type { Encryption } from "../elements/encryption.ts";
import type { Engine } from "../engines/engine.ts";

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

/** For each app, who sets a bucket. Kept beside the tree: to search it for each construct would take n² steps. */
const claimsByApp = new WeakMap<object, Map<string, Claim[]>>();

/**
 * Notes that a construct sets a bucket. At synth, the function that comes back says what is wrong with that: an
 * earlier construct sets the same bucket, and one would undo the other. Of another stack, only when it wants another
 * encryption: then each apply of the one changes what the other has set.
 */
export function claimBucket(claim: Claim): () => string[] {
  const { construct, bucket } = claim;
  // Whether two tokens will be the same bucket is known to Terraform only, where the provider looks again.
  if (!isLiteral(bucket)) return () => [];
  const app = construct.node.root;
  const claimsByBucket = claimsByApp.get(app) ?? new Map<string, Claim[]>();
  claimsByApp.set(app, claimsByBucket);
  const claims = claimsByBucket.get(bucket) ?? [];
  claimsByBucket.set(bucket, claims);
  const earlier = claims.push(claim) - 1;
  return () =>
    claims
      .slice(0, earlier)
      .filter((other) => cloudOf(other) === cloudOf(claim))
      .map((other) => (stackOf(other) === stackOf(claim) ? clash(other, claim) : clashOfStacks(other, claim)))
      .filter((text) => text !== undefined)
      .slice(0, 1);
}

const stackOf = ({ construct }: Claim) => TerraformStack.of(construct);

/** Two that differ may still be one cloud: that is for Terraform to see. */
function cloudOf({ endpoint, provider }: Claim): string {
  const named = endpoint();
  return (named && (hostOf(named) ?? named)) ?? provider ?? "";
}

/** Every claim of a stack on a bucket whose name is known at synth. */
export const claimsIn = (stack: TerraformStack): readonly Claim[] =>
  [...(claimsByApp.get(stack.node.root)?.values() ?? [])].flat().filter((claim) => stackOf(claim) === stack);

function clash(earlier: Claim, { bucket, encryption, engine }: Claim): string | undefined {
  const { path } = earlier.construct.node;
  if (differ(earlier.encryption, encryption))
    return `bucket: "${bucket}" is given another encryption by ${path}. Keep one of the two.`;
  // A provider sees both; and a wish of off has nothing to undo.
  const bothSeen = earlier.engine === "provider" && engine === "provider";
  if (bothSeen || encryption.kind === "disabled") return undefined;
  return `bucket: "${bucket}" is set by ${path} as well. Without the provider nothing sees both: giving up one of them would turn off what the other wants. Keep one of the two.`;
}

/** No plan sees what another stack does: its state is a file of its own. */
function clashOfStacks(earlier: Claim, later: Claim): string | undefined {
  // Two tokens may be two clouds.
  if (earlier.endpoint() === null || later.endpoint() === null) return undefined;
  if (!differ(earlier.encryption, later.encryption)) return undefined;
  return `bucket: "${later.bucket}" is given another encryption by ${earlier.construct.node.path}, in another stack. Keep one of the two; if the stacks ask different endpoints, write these into their BosProviders.`;
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
