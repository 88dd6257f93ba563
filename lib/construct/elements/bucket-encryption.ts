import { Construct, ImportableResource, type IResolvable, type ITerraformDependable } from "../cdk.ts";
import { checkId, warnOfOddKeyId } from "../check.ts";
import { markDesired } from "../desired-mark.ts";
import type { CreatedResources } from "../engines/contract.ts";
import { Engine } from "../engines/engine.ts";
import { contractOf } from "../engines/engines.ts";
import { registerOwner } from "../stack/bucket-owners.ts";
import { requireProvider } from "../stack/requirements.ts";
import { type BosBucketEncryptionProps, checkProperties, RESOURCE_TYPE } from "./bucket-encryption-props.ts";
import { Encryption } from "./encryption.ts";
import type { BosProvider } from "./provider-block.ts";
import {
  RemovedBosBucketEncryption,
  type RemovedBosBucketEncryptionProps,
} from "./removed-bucket-encryption.ts";

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

  readonly #created: CreatedResources;

  constructor(scope: Construct, id: string, props: BosBucketEncryptionProps) {
    super(scope, id);
    const { encryption = Encryption.bosManaged(), bucket } = props;
    this.encryption = encryption;
    markDesired(this, { bucket, encryption });

    const issues = [...checkId(id), ...checkProperties({ ...props })];
    if (encryption?.kind === "kms-managed")
      warnOfOddKeyId(this, "encryption.kmsMasterKeyId", encryption.kmsMasterKeyId);
    const chosen = props.engine ?? Engine.provider();
    // An engine may be among what is wrong; the provider's writes nothing then.
    const contract = contractOf(issues.length === 0 ? chosen : Engine.provider());
    const created = contract.create(this, { ...props, encryption }, issues);
    this.#created = created;
    const owner = {
      construct: this,
      bucket,
      encryption,
      engine: chosen.kind,
      endpoint: created.endpoint,
      provider: props.provider?.alias,
    };
    const conflicts = issues.length === 0 ? registerOwner(owner) : () => [];
    this.node.addValidation({
      validate: () => [...issues, ...created.issues(), ...conflicts()],
    });
  }

  /**
   * Takes the place of a construct that is given up: what an engine without the provider has put into the state goes as
   * `onDestroy` says, which Terraform does not do by itself for something that the code no longer has (Terraform 1.9).
   * After the apply this line can go, too. With `Engine.provider()` it is needed only for `onDestroy: "retain"`.
   *
   * Not for a construct that only gets another name or place: the new one finds the bucket as desired.
   *
   * @example
   * // was: new BosBucketEncryption(this, "logs", { bucket: "acme-logs", engine: Engine.nullResource() });
   * BosBucketEncryption.removed(this, "logs", { engine: Engine.nullResource() });
   *
   * @param id the construct's id; the scope must be the same, too
   */
  static removed(scope: Construct, id: string, props: RemovedBosBucketEncryptionProps = {}): void {
    new RemovedBosBucketEncryption(scope, id, props);
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
   * Nothing is written to the cloud where it is as desired.
   *
   * @param id `"bucket"` or `"region/bucket"`
   */
  importFrom(id: string, provider?: BosProvider): void {
    this.#created.importFrom(id, provider);
  }

  /** The resource's address, for `dependsOn` of others. */
  get fqn(): string {
    return this.#created.references.fqn;
  }

  /** Token: the bucket's name. Whoever uses it waits until encryption is set. */
  get bucket(): string {
    return this.#created.references.bucket;
  }

  /** Token: the resource's id, which is the bucket's name. */
  get id(): string {
    return this.#created.references.id;
  }

  /** Token: the bucket's region, wherever it came from. */
  get region(): string {
    return this.#created.references.region;
  }

  /** Token: `"AES256"` or `"SM4"`; null while encryption is off. */
  get sseAlgorithm(): string {
    return this.#created.references.sseAlgorithm;
  }

  /** Token: the KMS master key's id; null with keys that BOS manages. */
  get kmsMasterKeyId(): string {
    return this.#created.references.kmsMasterKeyId;
  }

  /** Token: whether new uploads are encrypted. */
  get enabled(): IResolvable {
    return this.#created.references.enabled;
  }
}
