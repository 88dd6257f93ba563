// Typed calls of BOS over lib/bce that read, and what callers need of lib/bce: errors, events, retry limits.
// Must not hold: what the fields mean (lib/encryption), when to write (lib/reconcile). The calls that write have a door of their own, write.ts.

export {
  BceError,
  type BceErrorCode,
  type BceEvent,
  DEFAULT_RETRY_LIMITS,
  type RetryLimits,
  retryWaitMs,
  UNENCRYPTED_RISK,
  unencryptedWay,
  VERIFICATION_SWITCH,
  verificationOff,
} from "../bce/index.ts";
export { headBucket, listBuckets } from "./buckets.ts";
export {
  type BosClient,
  type BosClientOptions,
  type BucketTarget,
  createBosClient,
} from "./client.ts";
export { getBucketEncryption } from "./encryption.ts";
export {
  getBucketLogTarget,
  hasBucketReplication,
  hasBucketWebsite,
  isBucketReadByEverybody,
} from "./exposure.ts";
