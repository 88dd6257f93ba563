import { hostOf } from "../../settings/index.ts";
import { type Construct, TerraformStack } from "../cdk.ts";
import { isLiteral } from "../check.ts";
import type { Encryption } from "../elements/encryption.ts";
import type { Engine } from "../engines/engine.ts";

/** That a construct sets a bucket. */
export interface BucketOwner {
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
const ownersByApp = new WeakMap<object, Map<string, BucketOwner[]>>();

/**
 * Notes that a construct sets a bucket. At synth, the function that comes back says what is wrong with that: an
 * earlier construct sets the same bucket, and one would undo the other. Of another stack, only when it wants another
 * encryption: then each apply of the one changes what the other has set.
 */
export function registerOwner(owner: BucketOwner): () => string[] {
  const { construct, bucket } = owner;
  // Whether two tokens will be the same bucket is known to Terraform only, where the provider looks again.
  if (!isLiteral(bucket)) return () => [];
  const app = construct.node.root;
  const ownersByBucket = ownersByApp.get(app) ?? new Map<string, BucketOwner[]>();
  ownersByApp.set(app, ownersByBucket);
  const owners = ownersByBucket.get(bucket) ?? [];
  ownersByBucket.set(bucket, owners);
  const earlier = owners.push(owner) - 1;
  return () =>
    owners
      .slice(0, earlier)
      .filter((other) => cloudOf(other) === cloudOf(owner))
      .map((other) => (stackOf(other) === stackOf(owner) ? clash(other, owner) : clashOfStacks(other, owner)))
      .filter((text) => text !== undefined)
      .slice(0, 1);
}

const stackOf = ({ construct }: BucketOwner) => TerraformStack.of(construct);

/** Two that differ may still be one cloud: that is for Terraform to see. */
function cloudOf({ endpoint, provider }: BucketOwner): string {
  const named = endpoint();
  return (named && (hostOf(named) ?? named)) ?? provider ?? "";
}

/** Every claim of a stack on a bucket whose name is known at synth. */
export const ownersIn = (stack: TerraformStack): readonly BucketOwner[] =>
  [...(ownersByApp.get(stack.node.root)?.values() ?? [])].flat().filter((owner) => stackOf(owner) === stack);

function clash(earlier: BucketOwner, { bucket, encryption, engine }: BucketOwner): string | undefined {
  const { path } = earlier.construct.node;
  if (differ(earlier.encryption, encryption))
    return `bucket: "${bucket}" is given another encryption by ${path}. Keep one of the two.`;
  // A provider sees both; and a desired state of off has nothing to undo.
  const bothSeen = earlier.engine === "provider" && engine === "provider";
  if (bothSeen || encryption.kind === "disabled") return undefined;
  return `bucket: "${bucket}" is set by ${path} as well. Without the provider nothing sees both: giving up one of them would turn off what the other wants. Keep one of the two.`;
}

/** No plan sees what another stack does: its state is a file of its own. */
function clashOfStacks(earlier: BucketOwner, later: BucketOwner): string | undefined {
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
