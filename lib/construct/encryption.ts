import type { Desired, SseAlgorithm } from "../encryption/index.ts";

/** How a bucket encrypts new uploads. Made by {@link Encryption.bosManaged} and its siblings. */
export type Encryption = Desired;

/** Options of {@link Encryption.bosManaged}. */
export interface BosManagedOptions {
  /**
   * `"AES256"`, or `"SM4"`, the Chinese national standard.
   *
   * @default "AES256"
   */
  readonly algorithm?: SseAlgorithm;
}

/** Options of {@link Encryption.kmsManaged}. */
export interface KmsManagedOptions extends BosManagedOptions {
  /** Id of a KMS master key in the bucket's region. May be a token, such as an attribute of another resource. */
  readonly kmsMasterKeyId: string;
}

/** The ways to encrypt new uploads to a bucket. Objects that are in the bucket already stay as they are. */
export const Encryption = {
  /**
   * With keys that BOS manages (SSE-BOS).
   *
   * @example Encryption.bosManaged()
   * @example Encryption.bosManaged({ algorithm: "SM4" })
   */
  bosManaged(options: BosManagedOptions = {}): Encryption {
    return { ...options, kind: "bos-managed", algorithm: options.algorithm ?? "AES256" };
  },

  /**
   * With a master key of your own in KMS (SSE-KMS). Whoever reads an object must be allowed to use the key.
   *
   * @example Encryption.kmsManaged({ kmsMasterKeyId: "5fa1b2c3-…" })
   */
  kmsManaged(options: KmsManagedOptions): Encryption {
    return { ...options, kind: "kms-managed", algorithm: options.algorithm ?? "AES256" };
  },

  /**
   * Not at all, and kept that way: encryption that somebody turns on shows as drift, and the next apply turns it off.
   * To stop managing a bucket that is encrypted, apply `onDestroy: "retain"`, then remove its construct.
   */
  disabled(): Encryption {
    return { kind: "disabled" };
  },
} as const;
