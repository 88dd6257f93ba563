import { checkRegion } from "../encryption/index.ts";
import { ComplexObject, type Construct } from "./cdk.ts";
import { EntryList } from "./entry-list.ts";
import type { MetaProps } from "./meta-props.ts";
import { checkProps, type PropertyChecks, text } from "./property-checks.ts";
import { ProviderDataSource } from "./provider-elements.ts";

/** Properties of a `DataBosBucketEncryptions`: which of the account's buckets. */
export interface DataBosBucketEncryptionsProps extends MetaProps {
  /**
   * Only buckets whose whole name matches: `*` stands for any text, `?` for any one character.
   *
   * @default - every name
   */
  readonly namePattern?: string;

  /**
   * Only buckets of this region, for example `"bj"`.
   *
   * @default - every region
   */
  readonly region?: string;
}

const CHECKS: PropertyChecks = { namePattern: text(), region: text(checkRegion) };

/**
 * How the account's buckets encrypt new uploads, read at every plan. A bucket that may not be read is among them.
 *
 * @example
 * const all = new DataBosBucketEncryptions(this, "all", { namePattern: "acme-*" });
 * new TerraformOutput(this, "buckets", { value: all.buckets });
 */
export class DataBosBucketEncryptions extends ProviderDataSource {
  /** The data source's name in Terraform. */
  static readonly tfResourceType = "bos_bucket_encryptions";

  constructor(scope: Construct, id: string, props: DataBosBucketEncryptionsProps = {}) {
    const { namePattern, region, ...meta } = props;
    super(scope, id, {
      type: DataBosBucketEncryptions.tfResourceType,
      attributes: { name_pattern: namePattern, region },
      meta,
      issues: checkProps(props, CHECKS),
    });
  }

  /** Tokens: one entry for each bucket, in the order of their names. */
  get buckets(): EntryList<BucketEncryptionEntry> {
    return new EntryList(this, "buckets", BucketEncryptionEntry);
  }
}

/** One bucket of a `DataBosBucketEncryptions`. */
export class BucketEncryptionEntry extends ComplexObject {
  /** Token: the bucket's name. */
  get bucket(): string {
    return this.getStringAttribute("bucket");
  }

  /** Token: the bucket's region. */
  get region(): string {
    return this.getStringAttribute("region");
  }

  /** Token: `"encrypted"`, `"not_encrypted"` or `"unreadable"`. */
  get status(): string {
    return this.getStringAttribute("status");
  }

  /** Token: why the bucket is unreadable, else null. */
  get reason(): string {
    return this.getStringAttribute("reason");
  }

  /** Token: `"bos-managed"`, `"kms-managed"` or `"unknown-algorithm"`; null while off or unreadable. */
  get method(): string {
    return this.getStringAttribute("method");
  }

  /** Token: the algorithm as the cloud names it; null while off or unreadable. */
  get sseAlgorithm(): string {
    return this.getStringAttribute("sse_algorithm");
  }

  /** Token: the KMS master key's id; null where there is none. */
  get kmsMasterKeyId(): string {
    return this.getStringAttribute("kms_master_key_id");
  }
}
