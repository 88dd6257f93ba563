// The constructs in TypeScript: resources and data sources of the provider, its block, engines, validation at synth.
// Never here: HTTP, credentials, a look at the cloud. Only cdk.ts names the CDK library.
// Imported by lib/index.ts only, which is what users import.

export { BosBucketEncryption } from "./bos-bucket-encryption.ts";
export type { BosBucketEncryptionProps } from "./bos-bucket-encryption-props.ts";
export { BosKmsKey } from "./bos-kms-key.ts";
export type { BosKmsKeyProps } from "./bos-kms-key-props.ts";
export { BosProvider } from "./bos-provider.ts";
export type { BosProviderSettings } from "./bos-provider-settings.ts";
export { DataBosBucketEncryption, type DataBosBucketEncryptionProps } from "./data-bos-bucket-encryption.ts";
export {
  type BucketEncryptionEntry,
  DataBosBucketEncryptions,
  type DataBosBucketEncryptionsProps,
} from "./data-bos-bucket-encryptions.ts";
export { DataBosKmsKey, type DataBosKmsKeyProps } from "./data-bos-kms-key.ts";
export { DataBosKmsKeys, type DataBosKmsKeysProps, type KmsKeyEntry } from "./data-bos-kms-keys.ts";
export {
  type BosManagedOptions,
  Encryption,
  type KmsKeyConstruct,
  type KmsManagedOptions,
} from "./encryption.ts";
export { Engine, type ProviderEngine, type ProviderEngineOptions, type RuntimeEngine } from "./engine.ts";
export {
  BucketEncryptionPolicy,
  type BucketEncryptionPolicyOptions,
  type PolicyException,
} from "./policy/index.ts";
export type { RemovedBosBucketEncryptionProps } from "./removed-bos-bucket-encryption.ts";
export type { RuntimeEngineOptions } from "./runtime-engine/options.ts";
export type { BosBucketEncryptionTimeouts } from "./timeouts.ts";
