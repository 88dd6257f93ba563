import { setTimeout as sleep } from "node:timers/promises";
import { type Desired, type Difference, diff, type Observed, type OnDestroy } from "../encryption/index.ts";
import type { EncryptionCalls, Target } from "./calls.ts";
import { ReconcileError } from "./errors.ts";
import { glimpse, isNoSuchBucket, judgeMissing, type Sighting } from "./observe.ts";
import { type Pace, waits } from "./pace.ts";
import { createPresence } from "./presence.ts";
import { verify } from "./verify.ts";
import { write } from "./write.ts";

/** Finishes the sentence "the bucket's encryption was …". */
export type Outcome = "unchanged" | "enabled" | "changed" | "disabled" | "retained";

/** What a reconcile saw and did; nothing in it is guessed. */
export interface Report {
  readonly outcome: Outcome;
  /** Absent when the bucket was missing, or was not looked at (`retained`, or nothing to undo). */
  readonly before?: Observed;
  /** Read back from the cloud after the write; the same as `before` where nothing was written. */
  readonly after?: Observed;
  readonly warnings: readonly string[];
}

export interface ReconcilerOptions {
  /** How long a write is read back before `NotVerified`. Default 30 s. */
  readonly verifyTimeoutMs?: number;
  readonly pace?: Pace;
}

/** What both ways to write take. */
interface WriteOptions {
  readonly signal?: AbortSignal;
  /** How long a write is read back. Default: the reconciler's. `Infinity` leaves it to the signal. */
  readonly verifyTimeoutMs?: number;
  /**
   * Called with what is about to be written and what was read, just before the write; throws to prevent it. The
   * place for a caller to say that this is not what its user has agreed to.
   */
  readonly approve?: (difference: Difference, before: Observed) => void;
}

export interface ReconcileOptions extends WriteOptions {
  /** How long a missing bucket is waited for: it may have been created a moment ago. Default 0; `Infinity` as above. */
  readonly awaitBucketMs?: number;
}

export interface UndoOptions extends WriteOptions {
  readonly onDestroy: OnDestroy;
}

/** All of these reject with a `BceError` of the call that failed, or a `ReconcileError`. */
export interface Reconciler {
  /** GET; and ListBuckets, once for the life of the reconciler, when the cloud says that there is no such bucket. */
  observe(target: Target, signal?: AbortSignal): Promise<Sighting>;
  /** Observe, diff, at most one PUT or DELETE, verify. Writes nothing where nothing differs. */
  reconcile(target: Target, desired: Desired, options?: ReconcileOptions): Promise<Report>;
  /**
   * Undoes what a wish did: turns encryption off, or leaves it. A bucket that is gone counts as done, and a wish of
   * `disabled` has nothing to undo.
   */
  undo(target: Target, desired: Pick<Desired, "kind">, options: UndoOptions): Promise<Report>;
}

const REAL_PACE: Pace = {
  // Monotonic, as `performance.now()`, which would load a module of its own.
  now: () => process.uptime() * 1000,
  sleep: (ms, signal) => sleep(ms, undefined, signal === undefined ? {} : { signal }),
};

/** How long a write whose answer was lost is looked for: long enough for a lagging GET, short for a dead cloud. */
const UNCLEAR_TIMEOUT_MS = 5_000;

/** A reconciler lives as long as the process: it remembers what ListBuckets said. */
export function createReconciler(calls: EncryptionCalls, options: ReconcilerOptions = {}): Reconciler {
  const { verifyTimeoutMs = 30_000, pace = REAL_PACE } = options;
  const presenceOf = createPresence(calls);

  async function observe(target: Target, signal?: AbortSignal): Promise<Sighting> {
    const observed = await glimpse(calls, target, signal);
    if (observed !== undefined) return { status: "found", observed };
    return judgeMissing(target, await presenceOf(target, signal));
  }

  /** Repeats a step while the bucket does not exist and may still appear. */
  async function awaitBucket<T>(
    target: Target,
    timeoutMs: number,
    signal: AbortSignal | undefined,
    step: () => Promise<T | undefined>,
  ): Promise<T> {
    let warning: string | undefined;
    let unsettled: ReconcileError | undefined;
    for await (const _ of waits(pace, timeoutMs, signal)) {
      const result = await step();
      if (result !== undefined) return result;
      const presence = await presenceOf(target, signal);
      try {
        warning = judgeMissing(target, presence).warning;
      } catch (error) {
        // Listed and not found: what a bucket that was made a moment ago looks like. In another region no wait helps.
        if (!(error instanceof ReconcileError && error.code === "BucketListedButNotFound")) throw error;
        unsettled = error;
      }
    }
    throwIfCancelled(target, signal, ", which does not exist so far");
    if (unsettled !== undefined) throw unsettled;
    const waited = timeoutMs === 0 ? "" : ` It did not appear within ${timeoutMs / 1000} s.`;
    throw new ReconcileError(
      "BucketMissing",
      target,
      `Bucket "${target.bucket}" does not exist in region "${target.region}".${waited} Create it first, or correct its name or region.${warning === undefined ? "" : ` ${warning}`}`,
    );
  }

  /** Brings a bucket that was just read to the wish; undefined when it turns out to be missing at the write. */
  async function reach(
    target: Target,
    desired: Desired,
    before: Observed,
    options: WriteOptions,
  ): Promise<Report | undefined> {
    const { signal } = options;
    const difference = diff(desired, before);
    if (difference.action === "none") return { outcome: "unchanged", before, after: before, warnings: [] };
    options.approve?.(difference, before);
    throwIfCancelled(target, signal);
    const written = await unlessNoSuchBucket(write(calls, target, difference, signal));
    if (written === undefined) return undefined;
    const { unclear } = written;
    const fullMs = options.verifyTimeoutMs ?? verifyTimeoutMs;
    const timeoutMs = unclear === undefined ? fullMs : Math.min(fullMs, UNCLEAR_TIMEOUT_MS);
    const attempt = { target, desired, ...(unclear === undefined ? {} : { unclear }) };
    const after = await verify(calls, attempt, pace, timeoutMs, signal);
    return {
      outcome: difference.action === "delete" ? "disabled" : difference.turnsOn ? "enabled" : "changed",
      before,
      ...(after === "missing" ? {} : { after }),
      warnings: written.warnings,
    };
  }

  return {
    observe,

    reconcile(target, desired, options = {}) {
      const { signal, awaitBucketMs = 0 } = options;
      // A bucket that comes back while it is waited for is another one: it is read, and approved, anew.
      return awaitBucket(target, awaitBucketMs, signal, async () => {
        const before = await glimpse(calls, target, signal);
        return before === undefined ? undefined : reach(target, desired, before, options);
      });
    },

    async undo(target, desired, { onDestroy, ...options }) {
      if (onDestroy === "retain") return { outcome: "retained", warnings: [] };
      if (desired.kind === "disabled") return { outcome: "unchanged", warnings: [] };
      const before = await glimpse(calls, target, options.signal);
      const report = before && (await reach(target, { kind: "disabled" }, before, options));
      if (report !== undefined) return report;
      // Gone, be it between the read and the DELETE: as done as it can be.
      const { warning } = judgeMissing(target, await presenceOf(target, options.signal));
      return { outcome: "unchanged", warnings: warning === undefined ? [] : [warning] };
    },
  };
}

async function unlessNoSuchBucket<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isNoSuchBucket(error)) return undefined;
    throw error;
  }
}

/** The last safe point: from here on a write is under way. */
function throwIfCancelled(target: Target, signal: AbortSignal | undefined, which = ""): void {
  if (signal?.aborted !== true) return;
  throw new ReconcileError(
    "Cancelled",
    target,
    `Cancelled before anything was written to bucket "${target.bucket}"${which}.`,
    {
      cause: signal.reason,
    },
  );
}
