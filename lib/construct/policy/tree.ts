import { type Construct, TerraformResource, TerraformStack } from "../cdk.ts";
import { isLiteral } from "../check.ts";
import type { Encryption } from "../encryption.ts";
import { wishOf } from "../wish.ts";
import { argumentsOf, bucketsIn, referencesTo } from "./written.ts";

/** The resource of the official provider that makes a bucket. */
const BUCKET_TYPE = "baiducloud_bos_bucket";

/** A resource of the official provider that makes a bucket, or several of them. */
export interface BucketResource {
  readonly construct: TerraformResource;
  readonly stack: TerraformStack;
  /** Identities of its buckets. */
  readonly buckets: readonly string[];
  /** Identities with which others refer to it. */
  readonly references: readonly string[];
}

/** A construct that sets the encryption of a bucket, or of several. */
export interface EncryptionConstruct {
  readonly construct: Construct;
  readonly stack: TerraformStack;
  readonly encryption: Encryption;
  /** Identities of its buckets. */
  readonly buckets: readonly string[];
}

/** What a policy looks at. */
export interface Tree {
  readonly resources: readonly BucketResource[];
  readonly encryptions: readonly EncryptionConstruct[];
  /** Whether a `BosBucketEncryption` sets the encryption of all buckets of a resource. */
  isEncrypted(resource: BucketResource): boolean;
  /** Names of buckets, as far as they are written in the code. A reference counts as what it refers to. */
  namesOf(buckets: readonly string[]): readonly string[];
}

/** Reads a tree once, so that no question about it has to search it. */
export function readTree(root: Construct): Tree {
  const constructs = root.node.findAll();
  const resources = constructs.flatMap(readResource);
  const encryptions = constructs.flatMap(readEncryption);
  const encrypted = new Set(encryptions.flatMap(({ buckets }) => buckets));
  const bucketsByReference = new Map(
    resources.flatMap(({ references, buckets }) =>
      references.map((reference) => [reference, buckets] as const),
    ),
  );
  return {
    resources,
    encryptions,
    isEncrypted: ({ buckets, references }) =>
      buckets.every((bucket) => encrypted.has(bucket)) ||
      references.some((reference) => encrypted.has(reference)),
    namesOf: (buckets) =>
      buckets.flatMap((bucket) => bucketsByReference.get(bucket) ?? [bucket]).filter(isLiteral),
  };
}

function readResource(construct: Construct): BucketResource[] {
  if (!TerraformResource.isTerraformResource(construct) || construct.terraformResourceType !== BUCKET_TYPE)
    return [];
  const written = argumentsOf(construct);
  if (written === undefined) return [];
  const stack = TerraformStack.of(construct);
  return [
    {
      construct,
      stack,
      buckets: bucketsIn(written["bucket"], written, stack),
      references: referencesTo(construct, written, stack),
    },
  ];
}

function readEncryption(construct: Construct): EncryptionConstruct[] {
  const wish = wishOf(construct);
  if (wish === undefined) return [];
  const stack = TerraformStack.of(construct);
  // Whatever the engine makes of it is repeated as the construct is.
  const resource = construct.node.findAll().find(TerraformResource.isTerraformResource);
  const written = resource && argumentsOf(resource);
  const { bucket, encryption } = wish;
  return [{ construct, stack, encryption, buckets: bucketsIn(bucket, written ?? {}, stack) }];
}
