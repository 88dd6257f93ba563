// Typed calls of BOS over lib/bce, one file for each, and what callers need of lib/bce: errors, credentials, endpoints.
// Never here: what the fields mean (lib/encryption), when to write (lib/reconcile). The calls that write have a door of their own, write.ts.
// lib/reconcile, lib/provider, lib/runtime and lib/cli may import it.

export {
  BceError,
  type BceErrorCode,
  type BceEvent,
  DEFAULT_RETRY_LIMITS,
  type OnEvent,
  type RetryLimits,
  resolveEndpoint,
  retryWaitMs,
  UNENCRYPTED_RISK,
  unencryptedWay,
  VERIFICATION_SWITCH,
  verificationOff,
} from "../bce/index.ts";
export { type BucketListing, type BucketSummary, headBucket, listBuckets } from "./buckets.ts";
export {
  type BosCall,
  type BosClient,
  type BosClientOptions,
  type BucketTarget,
  createBosClient,
} from "./client.ts";
export { type EncryptionFields, getBucketEncryption, type JsonValue } from "./encryption.ts";
export {
  getBucketLogTarget,
  hasBucketReplication,
  hasBucketWebsite,
  isBucketReadByEverybody,
} from "./exposure.ts";
