// What is desired of a bucket, what GetBucketEncryption shows (observed), the difference and the conflicts between the two.
// Must not: do I/O, use a Node module or a clock.

export { describeDesired, describeObserved, describeUnknownAlgorithm } from "./describe.ts";
export {
  type Desired,
  isSameDesired,
  parseDesired,
} from "./desired.ts";
export {
  type Conflict,
  type Difference,
  diff,
  judgeConflict,
  type Weakening,
} from "./difference.ts";

export {
  type Fields,
  keyOf,
  mayUseKey,
  type Observed,
  observe,
  problemOf,
} from "./observed.ts";
