import type { OnConflict, OnDestroy } from "../encryption/index.ts";
import type { Encryption } from "./encryption.ts";
import type { Engine } from "./engine.ts";
import type { MetaProps } from "./meta-props.ts";
import type { BosBucketEncryptionTimeouts } from "./timeouts.ts";

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
