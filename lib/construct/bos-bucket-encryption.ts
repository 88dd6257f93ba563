import type { BosBucketEncryptionProps } from "./bos-bucket-encryption-props.ts";
import type { BosProvider } from "./bos-provider.ts";
import { attributesOf, RESOURCE_TYPE } from "./bucket-encryption-resource.ts";
import { Construct, ImportableResource, type IResolvable, type ITerraformDependable } from "./cdk.ts";
import { checkId, checkProperties } from "./check.ts";
import { claimBucket } from "./claims.ts";
import { Encryption } from "./encryption.ts";
import { ProviderResource } from "./provider-elements.ts";
import { requireProvider } from "./provider-requirement.ts";
import { markWish } from "./wish.ts";

/** CDK leaves a child of this name out of addresses, and gives it as `node.defaultChild`. */
const RESOURCE_ID = "Default";

/**
 * Default encryption of one bucket: how new uploads are stored, kept that way, and shown at plan when it differs.
 *
 * A construct `"logs"` right below its stack has the address `bos_bucket_encryption.logs`. Deeper ones are named as
 * CDK names any resource in their place (`bos_bucket_encryption.data_logs_1A2B3C4D`), and the address stays as long
 * as the construct stays where it is. What else CDK offers for resources is on the child:
 * `(encryption.node.defaultChild as TerraformResource).moveFromId("bos_bucket_encryption.old")`.
 *
 * Credentials come from the environment (`BAIDUCLOUD_ACCESS_KEY`, `BAIDUCLOUD_SECRET_KEY`) or from a {@link BosProvider}.
 *
 * @example
 * new BosBucketEncryption(this, "logs", { bucket: "acme-logs", region: "bj" });
 *
 * @example
 * new BosBucketEncryption(this, "ledger", {
 *   bucket: "acme-ledger",
 *   encryption: Encryption.kmsManaged({ kmsMasterKeyId: key.stringValue, algorithm: "SM4" }),
 *   onDestroy: "retain",
 * });
 */
export class BosBucketEncryption extends Construct implements ITerraformDependable {
  /** The resource's name in Terraform. */
  static readonly tfResourceType = RESOURCE_TYPE;

  /** What was asked for, for policies that look at a whole stack (an Aspect, for example). */
  readonly encryption: Encryption;

  readonly #resource: ProviderResource;

  constructor(scope: Construct, id: string, props: BosBucketEncryptionProps) {
    super(scope, id);
    const {
      encryption = Encryption.bosManaged(),
      bucket,
      region,
      onDestroy,
      onConflict,
      timeouts,
      engine,
      ...meta
    } = props;
    this.encryption = encryption;
    markWish(this, { bucket, encryption });

    const issues = [...checkId(id), ...checkProperties({ ...props })];
    const isSound = issues.length === 0;
    this.#resource = new ProviderResource(this, RESOURCE_ID, {
      type: RESOURCE_TYPE,
      attributes: isSound
        ? attributesOf({ bucket, encryption, region, onDestroy, onConflict, timeouts })
        : {},
      meta,
      // The construct tells them itself, with its own path.
      issues: [],
    });
    const conflicts = isSound ? claimBucket(this, bucket, meta.provider?.fqn ?? "", encryption) : () => [];
    this.node.addValidation({ validate: () => [...issues, ...conflicts()] });
  }

  /**
   * Lets CDK write the construct for a bucket that is encrypted already (`cdktf plan` prints it).
   *
   * @param importToId id of the construct to be
   * @param importFromId `"bucket"` or `"region/bucket"`
   */
  static generateConfigForImport(
    scope: Construct,
    importToId: string,
    importFromId: string,
    provider?: BosProvider,
  ): ImportableResource {
    requireProvider(scope);
    return new ImportableResource(scope, importToId, {
      terraformResourceType: RESOURCE_TYPE,
      importId: importFromId,
      ...(provider !== undefined && { provider }),
    });
  }

  /**
   * Takes the bucket's encryption into the state at the next apply, instead of creating the resource (Terraform 1.5).
   * Nothing is written to the cloud where it is as wished.
   *
   * @param id `"bucket"` or `"region/bucket"`
   */
  importFrom(id: string, provider?: BosProvider): void {
    this.#resource.importFrom(id, provider);
  }

  /** The resource's address, for `dependsOn` of others. */
  get fqn(): string {
    return this.#resource.fqn;
  }

  /** Token: the bucket's name. Whoever uses it waits until encryption is set. */
  get bucket(): string {
    return this.#resource.getStringAttribute("bucket");
  }

  /** Token: the resource's id, which is the bucket's name. */
  get id(): string {
    return this.#resource.getStringAttribute("id");
  }

  /** Token: the bucket's region, wherever it came from. */
  get region(): string {
    return this.#resource.getStringAttribute("region");
  }

  /** Token: `"AES256"` or `"SM4"`; null while encryption is off. */
  get sseAlgorithm(): string {
    return this.#resource.getStringAttribute("sse_algorithm");
  }

  /** Token: the KMS master key's id; null with keys that BOS manages. */
  get kmsMasterKeyId(): string {
    return this.#resource.getStringAttribute("kms_master_key_id");
  }

  /** Token: whether new uploads are encrypted. */
  get enabled(): IResolvable {
    return this.#resource.getBooleanAttribute("enabled");
  }
}
