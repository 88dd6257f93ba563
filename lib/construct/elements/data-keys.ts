import { KEY_FILTERS, KEY_LOOKUP, type KEY_STATES } from "../../settings/index.ts";
import { ComplexObject, type Construct } from "../cdk.ts";
import { warnOfOddKeyId } from "../check.ts";
import { EntryList, ProviderDataSource, partsOf } from "./element.ts";
import { withKeyFacts } from "./key-attributes.ts";
import type { MetaProps } from "./provider-block.ts";

/** Properties of a `DataBosKmsKey`: `keyId` or `description`, and not both. */
export interface DataBosKmsKeyProps extends MetaProps {
  /** Id of the key. A missing key is an error at plan. */
  readonly keyId?: string;

  /** The whole description, which exactly one key must have; keys that are pending deletion are ignored. */
  readonly description?: string;

  /**
   * Region of the key, for example `"bj"`.
   *
   * @default - the provider's region, else BAIDUCLOUD_REGION from the environment
   */
  readonly region?: string;
}

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
    const { keyId, description } = props;
    const parts = partsOf(DataBosKmsKey.tfResourceType, props, KEY_LOOKUP);
    const isOneWritten = (keyId === undefined) !== (description === undefined);
    const issues = isOneWritten
      ? parts.issues
      : [...parts.issues, "keyId, description: Write one of the two."];
    super(scope, id, { ...parts, issues });
    warnOfOddKeyId(this, "keyId", keyId);
  }

  /** Token: the key's region, wherever it came from. */
  get region(): string {
    return this.getStringAttribute("region");
  }
}

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
    super(scope, id, partsOf(DataBosKmsKeys.tfResourceType, props, KEY_FILTERS));
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
