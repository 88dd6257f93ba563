import { BUCKET_FILTERS, BUCKET_LOOKUP } from "../../settings/index.ts";
import { ComplexObject, type Construct, type IResolvable } from "../cdk.ts";
import { EntryList, ProviderDataSource, partsOf } from "./element.ts";
import type { MetaProps } from "./provider-block.ts";

/** Properties of a `DataBosBucketEncryption`. */
export interface DataBosBucketEncryptionProps extends MetaProps {
  /** Name of the bucket. May be a token. A missing bucket is an error at plan. */
  readonly bucket: string;

  /**
   * Region of the bucket, for example `"bj"`.
   *
   * @default - the provider's region, else BAIDUCLOUD_REGION from the environment
   */
  readonly region?: string;
}

/**
 * How one bucket encrypts new uploads, whoever set that: read at every plan, for preconditions and checks.
 *
 * @example
 * const logs = new DataBosBucketEncryption(this, "logs", { bucket: "acme-logs" });
 * new TerraformOutput(this, "encrypted", { value: logs.encrypted });
 */
export class DataBosBucketEncryption extends ProviderDataSource {
  /** The data source's name in Terraform. */
  static readonly tfResourceType = "bos_bucket_encryption";

  constructor(scope: Construct, id: string, props: DataBosBucketEncryptionProps) {
    super(scope, id, partsOf(DataBosBucketEncryption.tfResourceType, props, BUCKET_LOOKUP, ["bucket"]));
  }

  /** Token: the bucket's name. */
  get bucket(): string {
    return this.getStringAttribute("bucket");
  }

  /** Token: the bucket's region, wherever it came from. */
  get region(): string {
    return this.getStringAttribute("region");
  }

  /** Token: whether new uploads are encrypted. */
  get encrypted(): IResolvable {
    return this.getBooleanAttribute("encrypted");
  }

  /** Token: `"bos-managed"`, `"kms-managed"` or `"unknown-algorithm"`; null while off. */
  get method(): string {
    return this.getStringAttribute("method");
  }

  /** Token: the algorithm as the cloud names it; null while off. */
  get sseAlgorithm(): string {
    return this.getStringAttribute("sse_algorithm");
  }

  /** Token: the KMS master key's id; null while off, and with keys that BOS manages. */
  get kmsMasterKeyId(): string {
    return this.getStringAttribute("kms_master_key_id");
  }

  /**
   * Token: the KMS master key's state: `"enabled"`, `"disabled"`, `"pending_deletion"`, `"pending_import"`, `"missing"`,
   * or another one as KMS writes it; null without a key, and when KMS does not report it.
   */
  get keyState(): string {
    return this.getStringAttribute("key_state");
  }
}

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
    super(scope, id, partsOf(DataBosBucketEncryptions.tfResourceType, props, BUCKET_FILTERS));
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
