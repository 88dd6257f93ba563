import type { Desired } from "../../encryption/index.ts";
import type { SseAlgorithm } from "../../settings/index.ts";
import { Construct } from "../cdk.ts";

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

/** A construct that stands for a master key: a `BosKmsKey`, a `DataBosKmsKey`, or one of your own around either. */
export interface KmsKeyConstruct extends Construct {
  readonly keyId: string;
}

/** Options of {@link Encryption.kmsManaged}: the key under one of two names, and the algorithm. */
export type KmsManagedOptions = BosManagedOptions &
  (
    | {
        /** Id of a KMS master key in the bucket's region. May be a token, such as an attribute of another resource. */
        readonly kmsMasterKeyId: string;
        readonly key?: never;
      }
    | {
        /** A master key in the bucket's region: its construct or its id. */
        readonly key: KmsKeyConstruct | string;
        readonly kmsMasterKeyId?: never;
      }
  );

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
   * @param key the key's construct or id, or options
   *
   * @example Encryption.kmsManaged(new BosKmsKey(this, "key"))
   * @example Encryption.kmsManaged({ key, algorithm: "SM4" })
   * @example Encryption.kmsManaged({ kmsMasterKeyId: "5fa1b2c3-…" })
   */
  kmsManaged(key: KmsKeyConstruct | string | KmsManagedOptions): Encryption {
    const options = typeof key === "string" || isKeyConstruct(key) ? { key } : key;
    return { ...withKeyId(options), kind: "kms-managed", algorithm: options.algorithm ?? "AES256" };
  },

  /**
   * Not at all, and kept that way: encryption that somebody turns on shows as drift, and the next apply turns it off.
   * To stop managing a bucket that is encrypted, apply `onDestroy: "retain"`, then remove its construct.
   */
  disabled(): Encryption {
    return { kind: "disabled" };
  },
} as const;

const isKeyConstruct = (key: unknown): key is KmsKeyConstruct => Construct.isConstruct(key);

/** The options with the key's id. A second name of the key stays, for the validation at synth to find. */
function withKeyId(options: KmsManagedOptions): BosManagedOptions & { readonly kmsMasterKeyId: string } {
  if (options.kmsMasterKeyId !== undefined) return options;
  const { key, ...others } = options;
  return { ...others, kmsMasterKeyId: isKeyConstruct(key) ? key.keyId : key };
}
