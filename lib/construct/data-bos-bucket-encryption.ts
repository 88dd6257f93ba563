import { checkBucketName, checkRegion } from "../encryption/index.ts";
import type { Construct, IResolvable } from "./cdk.ts";
import type { MetaProps } from "./meta-props.ts";
import { checkProps, type PropertyChecks, text } from "./property-checks.ts";
import { ProviderDataSource } from "./provider-elements.ts";

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

const CHECKS: PropertyChecks = { bucket: text(checkBucketName), region: text(checkRegion) };

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
    const { bucket, region, ...meta } = props;
    super(scope, id, {
      type: DataBosBucketEncryption.tfResourceType,
      attributes: { bucket, region },
      meta,
      issues: checkProps(props, CHECKS, ["bucket"]),
    });
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
   * or another one as the cloud writes it; null without a key, and when KMS does not tell.
   */
  get keyState(): string {
    return this.getStringAttribute("key_state");
  }
}
