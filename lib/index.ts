// The package's door: what users import from "bos-encryption". They have the emulator from ".../emulator".
// Must not hold: code, or anything that a user does not name; each export is a promise until the next major version.

export { BosBucketEncryption } from "./construct/elements/bucket-encryption.ts";
export type {
  BosBucketEncryptionProps,
  BosBucketEncryptionTimeouts,
} from "./construct/elements/bucket-encryption-props.ts";
export {
  type BucketEncryptionEntry,
  DataBosBucketEncryption,
  type DataBosBucketEncryptionProps,
  DataBosBucketEncryptions,
  type DataBosBucketEncryptionsProps,
} from "./construct/elements/data-buckets.ts";
export {
  DataBosKmsKey,
  type DataBosKmsKeyProps,
  DataBosKmsKeys,
  type DataBosKmsKeysProps,
  type KmsKeyEntry,
} from "./construct/elements/data-keys.ts";
export {
  type BosManagedOptions,
  Encryption,
  type KmsKeyConstruct,
  type KmsManagedOptions,
} from "./construct/elements/encryption.ts";
export { BosKmsKey, type BosKmsKeyProps } from "./construct/elements/kms-key.ts";
export { BosProvider, type BosProviderSettings } from "./construct/elements/provider-block.ts";
export type { RemovedBosBucketEncryptionProps } from "./construct/elements/removed-bucket-encryption.ts";
export {
  Engine,
  type ProviderEngine,
  type ProviderEngineOptions,
  type RuntimeEngine,
  type RuntimeEngineOptions,
} from "./construct/engines/engine.ts";
export { BucketEncryptionPolicy } from "./construct/policy/bucket-encryption-policy.ts";
export type { PolicyException } from "./construct/policy/exceptions.ts";
export type { BucketEncryptionPolicyOptions } from "./construct/policy/options.ts";
export type { OnConflict, OnDestroy, SseAlgorithm } from "./settings/index.ts";
