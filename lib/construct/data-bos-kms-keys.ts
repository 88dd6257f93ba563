import { checkRegion } from "../encryption/index.ts";
import { ComplexObject, type Construct } from "./cdk.ts";
import { isOneOf } from "./check.ts";
import { EntryList } from "./entry-list.ts";
import type { MetaProps } from "./meta-props.ts";
import { checkProps, type PropertyChecks, text } from "./property-checks.ts";
import { ProviderDataSource } from "./provider-elements.ts";

const KEY_STATES = ["enabled", "disabled", "pending_deletion", "pending_import"] as const;

/** Properties of a `DataBosKmsKeys`: which keys of one region. */
export interface DataBosKmsKeysProps extends MetaProps {
  /**
   * Only keys whose whole description matches: `*` stands for any text, `?` for any one character.
   *
   * @default - every description
   */
  readonly descriptionPattern?: string;

  /**
   * Only keys of this spec, for example `"BAIDU_AES_256"`.
   *
   * @default - every spec
   */
  readonly keySpec?: string;

  /**
   * Only keys in this state.
   *
   * @default - every state
   */
  readonly keyState?: (typeof KEY_STATES)[number];

  /**
   * Region of the keys, for example `"bj"`.
   *
   * @default - the provider's region, else BAIDUCLOUD_REGION from the environment
   */
  readonly region?: string;
}

const CHECKS: PropertyChecks = {
  descriptionPattern: text(),
  keySpec: text(),
  keyState: text(isOneOf(KEY_STATES)),
  region: text(checkRegion),
};

/**
 * The KMS keys of one region, read at every plan.
 *
 * @example
 * const keys = new DataBosKmsKeys(this, "keys", { descriptionPattern: "Buckets of *", keyState: "enabled" });
 * new TerraformOutput(this, "keys", { value: keys.keys });
 */
export class DataBosKmsKeys extends ProviderDataSource {
  /** The data source's name in Terraform. */
  static readonly tfResourceType = "bos_kms_keys";

  constructor(scope: Construct, id: string, props: DataBosKmsKeysProps = {}) {
    const { descriptionPattern, keySpec, keyState, region, ...meta } = props;
    super(scope, id, {
      type: DataBosKmsKeys.tfResourceType,
      attributes: {
        description_pattern: descriptionPattern,
        key_spec: keySpec,
        key_state: keyState,
        region,
      },
      meta,
      issues: checkProps(props, CHECKS),
    });
  }

  /** Token: the keys' region, wherever it came from. */
  get region(): string {
    return this.getStringAttribute("region");
  }

  /** Tokens: one entry for each key, in the order of their ids. */
  get keys(): EntryList<KmsKeyEntry> {
    return new EntryList(this, "keys", KmsKeyEntry);
  }
}

/** One key of a `DataBosKmsKeys`. */
export class KmsKeyEntry extends ComplexObject {
  /** Token: the key's id. */
  get keyId(): string {
    return this.getStringAttribute("key_id");
  }

  /** Token: what the key is for. */
  get description(): string {
    return this.getStringAttribute("description");
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
