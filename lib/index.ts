// What users import from "bos-bucket-encryption".

export {
  BosBucketEncryption,
  type BosBucketEncryptionProps,
  type BosManagedOptions,
  BosProvider,
  type BosProviderSettings,
  Encryption,
  Engine,
  type KmsManagedOptions,
} from "./construct/index.ts";
export type { OnConflict, OnDestroy, SseAlgorithm } from "./encryption/index.ts";
