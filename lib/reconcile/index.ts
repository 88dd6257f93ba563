// One reconcile: observe, diff, act, verify; for one bucket and for many.
// Never here: what Terraform, a construct or a command line looks like, and how a request is signed or sent.
// lib/cli, lib/provider and lib/runtime import it; it alone may use the calls of lib/bos that write.

export { type Allowance, allow } from "./allowance.ts";
export { type Attempts, type AttemptsOptions, createAttempts, type RetryNotice } from "./attempts.ts";
export { ReconcileError, type ReconcileErrorCode } from "./errors.ts";
export {
  type ManyOptions,
  type ManyResult,
  type ManySighting,
  observeMany,
  reconcileMany,
  type Wish,
} from "./many.ts";
export type { Sighting } from "./observe.ts";
export {
  createReconciler,
  type Outcome,
  type Reconciler,
  type ReconcilerOptions,
  type Report,
} from "./reconcile.ts";
export { type BucketList, bosCalls, type EncryptionCalls, type Target } from "./write.ts";
