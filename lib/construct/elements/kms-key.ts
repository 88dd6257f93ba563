import { KEY_SETTINGS } from "../../settings/index.ts";
import type { Construct, IResolvable } from "../cdk.ts";
import { ProviderResource, partsOf } from "./element.ts";
import { withKeyAttributes } from "./key-attributes.ts";
import type { MetaProps } from "./provider-block.ts";

/** Properties of a `BosKmsKey`. */
export interface BosKmsKeyProps extends MetaProps {
  /**
   * What the key is for. No call of the cloud changes it: another text is an error at plan.
   *
   * @default - empty; an imported key keeps its own
   */
  readonly description?: string;

  /**
   * Kind of key, for example `"BAIDU_AES_256"` or `"SM4_128"`; a bucket needs a symmetric one. Another spec replaces
   * the key: set `lifecycle: { createBeforeDestroy: true }`, so that its buckets change over before it goes.
   *
   * @default - the cloud's
   */
  readonly keySpec?: string;

  /**
   * Where the key is kept: in software, or in a hardware security module. Another place replaces the key.
   *
   * @default - the cloud's
   */
  readonly protectedBy?: "SOFTWARE" | "HSM";

  /**
   * Where its material comes from: KMS itself, or you, in which case the key waits until you import it. Another origin
   * replaces the key.
   *
   * @default - the cloud's
   */
  readonly origin?: "BAIDU_KMS" | "EXTERNAL";

  /**
   * `false` disables the key: what it has encrypted cannot be read until it is enabled again. `true` also cancels a
   * deletion that is pending.
   *
   * @default true
   */
  readonly enabled?: boolean | IResolvable;

  /**
   * How often the key's material changes: 7 to 365, days by that range (KMS documents no unit), or 0 for never.
   *
   * @default 0
   */
  readonly rotationCycle?: number;

  /**
   * How long a destroyed key can still be saved, 7 to 30 days.
   *
   * @default 30
   */
  readonly deletionWindowInDays?: number;

  /**
   * `true` lets the key be disabled or destroyed while buckets have it as their default. For a destroy it must have
   * been applied before.
   *
   * @default false
   */
  readonly force?: boolean | IResolvable;

  /**
   * Region of the key, for example `"bj"`; a bucket needs a key of its own region. Another region replaces the key.
   *
   * @default - the provider's region, else BAIDUCLOUD_REGION from the environment, when the key is made
   */
  readonly region?: string;
}

/**
 * A master key of the Key Management Service (KMS), for buckets to encrypt new uploads with. Removing it schedules its
 * deletion; while a bucket has it as its default, that is refused.
 *
 * @example
 * const key = new BosKmsKey(this, "key", { description: "Buckets of Acme", lifecycle: { createBeforeDestroy: true } });
 * new BosBucketEncryption(this, "logs", { bucket: "acme-logs", encryption: Encryption.kmsManaged(key) });
 */
export class BosKmsKey extends withKeyAttributes(ProviderResource) {
  /** The resource's name in Terraform. */
  static readonly tfResourceType = "bos_kms_key";

  constructor(scope: Construct, id: string, props: BosKmsKeyProps = {}) {
    super(scope, id, partsOf(BosKmsKey.tfResourceType, props, KEY_SETTINGS));
  }

  /** Token: the resource's id, which is the key's. */
  get id(): string {
    return this.getStringAttribute("id");
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
