import { isBucketName, type SseAlgorithm } from "../../settings/index.ts";
import { type Construct, TerraformResource, TerraformStack } from "../cdk.ts";
import { type DesiredSetting, desiredOf } from "../desired-mark.ts";
import { RESOURCE_TYPE } from "../elements/bucket-encryption-props.ts";
import { Encryption } from "../elements/encryption.ts";
import { type Arguments, argumentsOf, bucketsIn, referencesTo } from "./written.ts";

/** The resource of the official provider that makes a bucket. */
const BUCKET_TYPE = "baiducloud_bos_bucket";

/** A resource of the official provider that makes a bucket, or several of them. */
export interface BucketResource {
  readonly kind: "resource";
  readonly construct: TerraformResource;
  /** Identities of its buckets. */
  readonly buckets: readonly string[];
  /** Identities with which others refer to it. */
  readonly references: readonly string[];
}

/** A construct that sets the encryption of a bucket, or of several. */
interface EncryptionConstruct {
  readonly kind: "encryption";
  readonly stack: TerraformStack;
  readonly encryption: Encryption;
  /** Identities of its buckets. */
  readonly buckets: readonly string[];
}

/** What a policy looks at. */
export type Subject = BucketResource | EncryptionConstruct;

/** What a policy finds in a tree of constructs. */
export interface Tree {
  readonly subjects: ReadonlyMap<Construct, Subject>;
  /** Whether the encryption of all buckets of a resource is set. */
  isEncrypted(resource: BucketResource): boolean;
  /** Names of buckets, as far as they are written in the code. A reference counts as what it refers to. */
  namesOf(buckets: readonly string[]): readonly string[];
}

/** Reads a tree once, so that no question about it has to search it. */
export function readTree(root: Construct): Tree {
  const subjects = new Map<Construct, Subject>();
  const encrypted = new Set<string>();
  const bucketsByReference = new Map<string, readonly string[]>();
  for (const construct of root.node.findAll()) {
    const subject = readResource(construct) ?? readEncryption(construct);
    if (subject === undefined) continue;
    subjects.set(construct, subject);
    if (subject.kind === "encryption") for (const bucket of subject.buckets) encrypted.add(bucket);
    else for (const reference of subject.references) bucketsByReference.set(reference, subject.buckets);
  }
  return {
    subjects,
    isEncrypted: ({ buckets, references }) =>
      buckets.every((bucket) => encrypted.has(bucket)) ||
      references.some((reference) => encrypted.has(reference)),
    namesOf: (buckets) =>
      buckets.flatMap((bucket) => bucketsByReference.get(bucket) ?? [bucket]).filter(isBucketName),
  };
}

function readResource(construct: Construct): BucketResource | undefined {
  if (!TerraformResource.isTerraformResource(construct) || construct.terraformResourceType !== BUCKET_TYPE)
    return undefined;
  const written = argumentsOf(construct);
  if (written === undefined) return undefined;
  const stack = TerraformStack.of(construct);
  return {
    kind: "resource",
    construct,
    buckets: bucketsIn(written["bucket"], written, stack),
    references: referencesTo(construct, written, stack),
  };
}

function readEncryption(construct: Construct): EncryptionConstruct | undefined {
  const desired = desiredOf(construct);
  if (desired === undefined) return undefined;
  // Whatever the engine makes of it is repeated as the construct is.
  const resource = construct.node.findAll().find(TerraformResource.isTerraformResource);
  const written = resource === undefined ? {} : argumentsOf(resource);
  if (written === undefined) return undefined;
  const { bucket, encryption } =
    resource?.terraformResourceType === RESOURCE_TYPE ? overridden(desired, written) : desired;
  const stack = TerraformStack.of(construct);
  return { kind: "encryption", stack, encryption, buckets: bucketsIn(bucket, written, stack) };
}

/** The desired as Terraform will read it: CDK lets users override each argument of a resource. */
function overridden(desired: DesiredSetting, written: Arguments): DesiredSetting {
  const { bucket, enabled = true, sse_algorithm = "AES256", kms_master_key_id: key } = written;
  // What is wrong is not written at all.
  return bucket === undefined ? desired : { bucket: bucket as string, encryption: encryptionOf() };

  function encryptionOf(): Encryption {
    // What only Terraform knows may be off.
    if (enabled !== true) return Encryption.disabled();
    const algorithm = sse_algorithm as SseAlgorithm;
    return key === undefined || key === null
      ? Encryption.bosManaged({ algorithm })
      : Encryption.kmsManaged({ kmsMasterKeyId: key as string, algorithm });
  }
}
