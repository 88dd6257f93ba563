import { checkRegion, checkRotationCycle } from "../encryption/index.ts";
import type { BosKmsKeyProps } from "./bos-kms-key-props.ts";
import type { Construct, IResolvable } from "./cdk.ts";
import { isOneOf } from "./check.ts";
import { checkProps, flag, numberThat, type PropertyChecks, text, wholeNumber } from "./property-checks.ts";
import { ProviderResource } from "./provider-elements.ts";

const CHECKS: PropertyChecks = {
  description: text(),
  // Which specs there are is the cloud's business: the list grows.
  keySpec: text(),
  protectedBy: text(isOneOf(["SOFTWARE", "HSM"])),
  origin: text(isOneOf(["BAIDU_KMS", "EXTERNAL"])),
  enabled: flag,
  rotationCycle: numberThat(checkRotationCycle),
  // What the cloud takes (bos-api reference, "KMS").
  deletionWindowInDays: wholeNumber(7, 30),
  force: flag,
  region: text(checkRegion),
};

/**
 * A master key of the Key Management Service (KMS), for buckets to encrypt new uploads with. Removing it schedules its
 * deletion; while a bucket has it as its default, that is refused.
 *
 * @example
 * const key = new BosKmsKey(this, "key", { description: "Buckets of Acme", lifecycle: { createBeforeDestroy: true } });
 * new BosBucketEncryption(this, "logs", { bucket: "acme-logs", encryption: Encryption.kmsManaged(key) });
 */
export class BosKmsKey extends ProviderResource {
  /** The resource's name in Terraform. */
  static readonly tfResourceType = "bos_kms_key";

  constructor(scope: Construct, id: string, props: BosKmsKeyProps = {}) {
    const {
      description,
      keySpec,
      protectedBy,
      origin,
      enabled,
      rotationCycle,
      deletionWindowInDays,
      force,
      region,
      ...meta
    } = props;
    super(scope, id, {
      type: BosKmsKey.tfResourceType,
      attributes: {
        description,
        key_spec: keySpec,
        protected_by: protectedBy,
        origin,
        enabled,
        rotation_cycle: rotationCycle,
        deletion_window_in_days: deletionWindowInDays,
        force,
        region,
      },
      meta,
      issues: checkProps(props, CHECKS),
    });
  }

  /** Token: the key's id, which the cloud gives it. Whoever uses it waits until the key is made. */
  get keyId(): string {
    return this.getStringAttribute("key_id");
  }

  /** Token: the resource's id, which is the key's. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** Token: what the key is for. */
  get description(): string {
    return this.getStringAttribute("description");
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

  /** Token: whether the key can be used. */
  get enabled(): IResolvable {
    return this.getBooleanAttribute("enabled");
  }

  /** Token: the key's region, wherever it came from. */
  get region(): string {
    return this.getStringAttribute("region");
  }
}
