import type { OnConflict, OnDestroy } from "../../encryption/index.ts";
import type { Engine } from "../engines/engine.ts";
import type { Attributes } from "./element.ts";
import type { Encryption } from "./encryption.ts";
import type { MetaProps } from "./provider-block.ts";

/** How long operations on a bucket may take, waiting for the bucket and reading a write back included. */
export interface BosBucketEncryptionTimeouts {
  /**
   * A number with its unit, for example `"30s"`, `"5m"` or `"1h30m"`.
   *
   * @default - 30 seconds each for a bucket that does not exist yet and for reading a write back
   */
  readonly create?: string;

  /** As `create`, for a change. */
  readonly update?: string;

  /** As `create`, for turning encryption off when the construct goes away. */
  readonly delete?: string;
}

/** The operations that can be given a time. */
export const TIMED_OPERATIONS: readonly (keyof BosBucketEncryptionTimeouts)[] = [
  "create",
  "update",
  "delete",
];

/** Properties of a `BosBucketEncryption`. */
export interface BosBucketEncryptionProps extends MetaProps {
  /**
   * Name of the bucket. May be a token, such as an attribute of the resource that makes the bucket.
   *
   * Another name is another bucket: the old one is given up as `onDestroy` says. Nothing else replaces the resource.
   */
  readonly bucket: string;

  /**
   * How new uploads are encrypted. Objects that are in the bucket already stay as they are.
   *
   * @default Encryption.bosManaged() which is AES256 with keys that BOS manages
   */
  readonly encryption?: Encryption;

  /**
   * Region of the bucket, for example `"bj"`.
   *
   * @default - the provider's region, else BAIDUCLOUD_REGION from the environment
   */
  readonly region?: string;

  /**
   * What happens to the bucket when this construct is removed, or the stack destroyed: `"disable"` turns encryption
   * off, `"retain"` leaves the bucket as it is.
   *
   * @default "disable"
   */
  readonly onDestroy?: OnDestroy;

  /**
   * What creating the resource does when the bucket is already encrypted in another way: `"adopt"` takes it over,
   * `"fail"` is an error at plan.
   *
   * @default - takes it over with a warning at plan, but never drops or swaps a KMS key: that is an error which asks for "adopt"
   */
  readonly onConflict?: OnConflict;

  /**
   * How long operations may take. A change of times alone asks the cloud nothing.
   *
   * @default - 30 seconds each for a bucket that does not exist yet and for reading a write back
   */
  readonly timeouts?: BosBucketEncryptionTimeouts;

  /**
   * What the construct is synthesised to.
   *
   * @default Engine.provider()
   */
  readonly engine?: Engine;
}

/** The resource's name in Terraform. */
export const RESOURCE_TYPE = "bos_bucket_encryption";

/** The properties, with the encryption that is meant where none was written. */
export type DesiredProps = BosBucketEncryptionProps & { readonly encryption: Encryption };

/** CDK's own properties among them. */
export function metaOf({
  bucket: _bucket,
  encryption: _encryption,
  region: _region,
  onDestroy: _onDestroy,
  onConflict: _onConflict,
  timeouts: _timeouts,
  engine: _engine,
  ...meta
}: DesiredProps): MetaProps {
  return meta;
}

/** What is desired, in the spelling of the provider's resource. */
export function attributesOf({
  bucket,
  encryption,
  region,
  onDestroy,
  onConflict,
  timeouts,
}: DesiredProps): Attributes {
  return {
    bucket,
    ...encryptionAttributes(encryption),
    region,
    on_destroy: onDestroy,
    on_conflict: onConflict,
    timeouts: timeouts && { ...timeouts },
  };
}

function encryptionAttributes(encryption: Encryption): Attributes {
  switch (encryption.kind) {
    case "disabled":
      return { enabled: false };
    case "bos-managed":
      return { sse_algorithm: encryption.algorithm };
    case "kms-managed":
      return { sse_algorithm: encryption.algorithm, kms_master_key_id: encryption.kmsMasterKeyId };
  }
}
