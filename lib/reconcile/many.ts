import type { Desired } from "../encryption/index.ts";
import type { Target } from "./calls.ts";
import { forEachAtOnce } from "./pool.ts";
import type { ReconcileOptions, Reconciler, Report } from "./reconcile.ts";

export interface Wish {
  readonly target: Target;
  readonly desired: Desired;
}

export type ManyResult =
  | { readonly target: Target; readonly status: "done"; readonly report: Report }
  | { readonly target: Target; readonly status: "failed"; readonly error: unknown }
  /** Never begun, because the caller cancelled first. */
  | { readonly target: Target; readonly status: "not-started" };

export interface ManyOptions extends ReconcileOptions {
  /** Buckets under way at once. Default 10. */
  readonly concurrency?: number;
  /** Called as each bucket ends, in the order in which they end. */
  readonly onResult?: (result: ManyResult) => void;
}

/**
 * Reconciles many buckets; a failure of one is its result and stops no other. Results come in the order of the
 * wishes. Never rejects: a cancellation leaves what had not begun `not-started`.
 */
export async function reconcileMany(
  reconciler: Pick<Reconciler, "reconcile">,
  wishes: readonly Wish[],
  { concurrency = 10, onResult, ...options }: ManyOptions = {},
): Promise<readonly ManyResult[]> {
  const results: ManyResult[] = wishes.map(({ target }) => ({ target, status: "not-started" }));
  await forEachAtOnce(wishes, { concurrency, signal: options.signal }, async ({ target, desired }, index) => {
    const result = await reconciler.reconcile(target, desired, options).then(
      (report): ManyResult => ({ target, status: "done", report }),
      (error: unknown): ManyResult => ({ target, status: "failed", error }),
    );
    results[index] = result;
    onResult?.(result);
  });
  return results;
}
