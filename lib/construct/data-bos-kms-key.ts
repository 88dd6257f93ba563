import { checkKmsMasterKeyId, checkRegion } from "../encryption/index.ts";
import type { Construct } from "./cdk.ts";
import { warnOfOddKeyId } from "./check.ts";
import type { MetaProps } from "./meta-props.ts";
import { checkProps, type PropertyChecks, text } from "./property-checks.ts";
import { ProviderDataSource } from "./provider-elements.ts";

/** Properties of a `DataBosKmsKey`: `keyId` or `description`, and not both. */
export interface DataBosKmsKeyProps extends MetaProps {
  /** Id of the key. A missing key is an error at plan. */
  readonly keyId?: string;

  /** The whole description, which exactly one key must have; keys that are pending deletion are passed over. */
  readonly description?: string;

  /**
   * Region of the key, for example `"bj"`.
   *
   * @default - the provider's region, else BAIDUCLOUD_REGION from the environment
   */
  readonly region?: string;
}

const CHECKS: PropertyChecks = {
  keyId: text(checkKmsMasterKeyId),
  description: text(),
  region: text(checkRegion),
};

/**
 * A KMS key that somebody else made, read at every plan.
 *
 * @example
 * const key = new DataBosKmsKey(this, "key", { description: "Buckets of Acme" });
 * new BosBucketEncryption(this, "logs", { bucket: "acme-logs", encryption: Encryption.kmsManaged(key) });
 */
export class DataBosKmsKey extends ProviderDataSource {
  /** The data source's name in Terraform. */
  static readonly tfResourceType = "bos_kms_key";

  constructor(scope: Construct, id: string, props: DataBosKmsKeyProps) {
    const { keyId, description, region, ...meta } = props;
    super(scope, id, {
      type: DataBosKmsKey.tfResourceType,
      attributes: { key_id: keyId, description, region },
      meta,
      issues: [
        ...checkProps(props, CHECKS),
        ...((keyId === undefined) === (description === undefined)
          ? ["keyId, description: write one of the two."]
          : []),
      ],
    });
    warnOfOddKeyId(this, "keyId", keyId);
  }

  /** Token: the key's id. */
  get keyId(): string {
    return this.getStringAttribute("key_id");
  }

  /** Token: what the key is for. */
  get description(): string {
    return this.getStringAttribute("description");
  }

  /** Token: the key's region, wherever it came from. */
  get region(): string {
    return this.getStringAttribute("region");
  }

  /** Token: `"enabled"`, `"disabled"`, `"pending_deletion"` or `"pending_import"`; another state as the cloud writes it. */
  get keyState(): string {
    return this.getStringAttribute("key_state");
  }

  /** Token: kind of key, for example `"BAIDU_AES_256"`. */
  get keySpec(): string {
    return this.getStringAttribute("key_spec");
  }

  /** Token: `"SOFTWARE"` or `"HSM"`. */
  get protectedBy(): string {
    return this.getStringAttribute("protected_by");
  }

  /** Token: `"BAIDU_KMS"` or `"EXTERNAL"`. */
  get origin(): string {
    return this.getStringAttribute("origin");
  }

  /** Token: how often the key's material changes, in days by its range; 0 is never. */
  get rotationCycle(): number {
    return this.getNumberAttribute("rotation_cycle");
  }

  /** Token: when the key was made, as the cloud writes it. */
  get creationDate(): string {
    return this.getStringAttribute("creation_date");
  }

  /** Token: when the key will be gone, as the cloud writes it; null unless it is pending deletion. */
  get deletionDate(): string {
    return this.getStringAttribute("deletion_date");
  }
}
