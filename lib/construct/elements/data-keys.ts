import { checkKmsMasterKeyId, checkRegion } from "../../encryption/index.ts";
import { ComplexObject, type Construct } from "../cdk.ts";
import { checkProps, isOneOf, type PropertyChecks, text, warnOfOddKeyId } from "../check.ts";
import { EntryList, ProviderDataSource } from "./element.ts";
import { withKeyFacts } from "./key-attributes.ts";
import type { MetaProps } from "./provider-block.ts";

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

const KEY_CHECKS: PropertyChecks = {
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
export class DataBosKmsKey extends withKeyFacts(ProviderDataSource) {
  /** The data source's name in Terraform. */
  static readonly tfResourceType = "bos_kms_key";

  constructor(scope: Construct, id: string, props: DataBosKmsKeyProps) {
    const { keyId, description, region, ...meta } = props;
    super(scope, id, {
      type: DataBosKmsKey.tfResourceType,
      attributes: { key_id: keyId, description, region },
      meta,
      issues: [
        ...checkProps(props, KEY_CHECKS),
        ...((keyId === undefined) === (description === undefined)
          ? ["keyId, description: write one of the two."]
          : []),
      ],
    });
    warnOfOddKeyId(this, "keyId", keyId);
  }

  /** Token: the key's region, wherever it came from. */
  get region(): string {
    return this.getStringAttribute("region");
  }
}

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

const KEYS_CHECKS: PropertyChecks = {
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
      issues: checkProps(props, KEYS_CHECKS),
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
export class KmsKeyEntry extends withKeyFacts(ComplexObject) {}
