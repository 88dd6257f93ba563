// Observe, diff, approve, act, verify: for one bucket, and reading many. The only room that writes to buckets (lib/bos/write.ts).
// Must not: know what Terraform, a construct or a command line looks like, or how a request is signed or sent.

export { type Allowance, allow } from "./allowance.ts";
export { type Attempts, type AttemptsOptions, createAttempts, type RetryNotice } from "./attempts.ts";
export { ReconcileError } from "./errors.ts";
export {
  forEachAtOnce,
  type ObservationOrError,
  observeMany,
} from "./many.ts";
export type { Observation } from "./observe.ts";
export {
  createReconciler,
  type Outcome,
  type Reconciler,
  type ReconcilerOptions,
  type Report,
} from "./reconcile.ts";
export { bosCalls, type EncryptionCalls, type Target } from "./write.ts";
