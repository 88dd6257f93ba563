// The setting itself: what a user may wish, what GetBucketEncryption says, and the difference between the two.
// Pure: no I/O, no Node module, no clock; what needs one of these lives in lib/reconcile or above.
// Everybody may import it; it imports nothing of ours.

export { checkBucketName, isBucketName } from "./bucket-name.ts";
export {
  checkKmsMasterKeyId,
  checkRegion,
  checkRotationCycle,
  checkSseAlgorithm,
  doubtKmsMasterKeyId,
} from "./check.ts";
export { type Conflict, judgeConflict } from "./conflict.ts";
export { describeDesired, describeObserved, describeUnknownAlgorithm } from "./describe.ts";
export {
  type Desired,
  type DesiredInput,
  isSameDesired,
  isSseAlgorithm,
  ON_CONFLICT,
  ON_DESTROY,
  type OnConflict,
  type OnDestroy,
  parseDesired,
  SSE_ALGORITHMS,
  type SseAlgorithm,
} from "./desired.ts";

export { type Action, type Difference, diff, type Weakening, type WeakeningKind } from "./difference.ts";
export type { Issue, IssueCode, IssueField } from "./issues.ts";
export {
  type Fields,
  fieldsOf,
  flawOf,
  type JsonValue,
  keyOf,
  mayUseKey,
  type Observed,
  observe,
} from "./observed.ts";
