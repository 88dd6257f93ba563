import { BceError } from "../../bos/index.ts";
import { ReconcileError } from "../../reconcile/index.ts";

/**
 * Why a bucket could not be read, in words that are the same at every read: what changes from one to the next (a
 * request id, a count of attempts) would make every plan differ from the last. Throws anything but our two errors on.
 */
export function reasonOf(error: unknown): string {
  if (error instanceof ReconcileError) return error.message;
  if (!(error instanceof BceError)) throw error;
  const stable = {
    requestId: undefined,
    attempts: undefined,
    retryAfterMs: undefined,
    clockOffsetMs: undefined,
  };
  return error.with(stable).message;
}
