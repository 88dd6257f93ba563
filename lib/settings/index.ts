// Every setting and attribute once: its names, type, check, default and description; how a value is judged; where what is left
// out comes from.
// Must not: do I/O, use a Node module, read the environment (it is a parameter), or import another room.

export {
  BUCKET_FILTERS,
  BUCKET_LOOKUP,
  BUCKET_SETTINGS,
  ON_CONFLICT,
  type OnConflict,
  type OnDestroy,
  TIMED_OPERATIONS,
  TIMEOUT,
} from "./bucket.ts";
export {
  type Credentials,
  resolveCredentials,
} from "./credentials.ts";
export { checkTime, parseDuration } from "./duration.ts";
export { checkEndpoint, hostOf } from "./endpoint.ts";
export { type Environment, readSwitch, type Switch } from "./environment.ts";
export {
  checkRotationCycle,
  DELETION_WINDOW_DAYS,
  KEY_FILTERS,
  KEY_LOOKUP,
  KEY_SETTINGS,
  KEY_STATES,
} from "./key.ts";
export {
  checkBucketName,
  checkKmsMasterKeyId,
  checkRegion,
  checkSseAlgorithm,
  doubtKmsMasterKeyId,
  isBucketName,
  isSseAlgorithm,
  type SseAlgorithm,
} from "./names.ts";
export {
  CREDENTIAL_SETTINGS,
  PROVIDER_SETTINGS,
  type ProviderSetting,
  RUNTIME_SETTINGS,
} from "./provider.ts";
export {
  type ResolvedSettings,
  resolveSettings,
  type SettingIssue,
  type WrittenSettings,
} from "./resolve.ts";
export { type Issue, judge, oneOf, type Setting, shown, unlessEmpty } from "./setting.ts";
