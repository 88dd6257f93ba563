// The package's door: what users import from "bos-encryption". They have the emulator from ".../emulator".
// Never here: code, or anything that a user does not name; each export is a promise until the next major version.
// Nobody of ours imports it but tests and examples.

export {
  BosBucketEncryption,
  type BosBucketEncryptionProps,
  type BosBucketEncryptionTimeouts,
  BosKmsKey,
  type BosKmsKeyProps,
  type BosManagedOptions,
  BosProvider,
  type BosProviderSettings,
  type BucketEncryptionEntry,
  BucketEncryptionPolicy,
  type BucketEncryptionPolicyOptions,
  DataBosBucketEncryption,
  type DataBosBucketEncryptionProps,
  DataBosBucketEncryptions,
  type DataBosBucketEncryptionsProps,
  DataBosKmsKey,
  type DataBosKmsKeyProps,
  DataBosKmsKeys,
  type DataBosKmsKeysProps,
  Encryption,
  Engine,
  type KmsKeyConstruct,
  type KmsKeyEntry,
  type KmsManagedOptions,
  type PolicyException,
  type ProviderEngine,
  type ProviderEngineOptions,
  type RemovedBosBucketEncryptionProps,
  type RuntimeEngine,
  type RuntimeEngineOptions,
} from "./construct/index.ts";
export type { OnConflict, OnDestroy, SseAlgorithm } from "./encryption/index.ts";
