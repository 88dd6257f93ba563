import { type Desired, type Difference, diff, type Observed } from "../encryption/index.ts";
import type { OnDestroy } from "../settings/index.ts";
import { type Attempt, type Attempts, createAttempts } from "./attempts.ts";
import { ReconcileError } from "./errors.ts";
import {
  confirmMissing,
  createPresence,
  getOnce,
  isNoSuchBucket,
  type Observation,
  refuseListed,
  unconfirmed,
} from "./observe.ts";
import { type Pace, REAL_PACE, unclearWrite, verify, waits } from "./verify.ts";
import {
  type EncryptionCalls,
  isRefusedForItsForm,
  leftOut,
  type Target,
  type Write,
  write,
} from "./write.ts";

/** Finishes the sentence "the bucket's encryption was …". */
export type Outcome = "unchanged" | "enabled" | "changed" | "disabled" | "retained";

/** What a reconcile saw and did; nothing in it is guessed. */
export interface Report {
  readonly outcome: Outcome;
  /** Absent when the bucket was missing, or was not looked at (`retained`, or nothing to undo). */
  readonly before?: Observed;
  /** Read back after the write; the same as `before` where nothing was written. */
  readonly after?: Observed;
  readonly warnings: readonly string[];
}

export interface ReconcilerOptions {
  /** How long a write is read back before `NotVerified`. Default 30 s. */
  readonly verifyTimeoutMs?: number;
  readonly pace?: Pace;
  /** How writes are repeated. Default: {@link createAttempts} with this pace. */
  readonly attempts?: Attempts;
}

/** What both ways to write take. */
interface WriteOptions {
  readonly signal?: AbortSignal;
  /** How long a write is read back. Default: the reconciler's. `Infinity` leaves it to the signal. */
  readonly verifyTimeoutMs?: number;
  /**
   * Called with what is about to be written and what was read, just before each write; throws to prevent it. The
   * place for a caller to say that this is not what its user has agreed to.
   */
  readonly approve?: (difference: Difference, before: Observed) => void;
}

interface ReconcileOptions extends WriteOptions {
  /** How long a missing bucket is waited for: it may have been created a moment ago. Default 0; `Infinity` as above. */
  readonly awaitBucketMs?: number;
}

interface UndoOptions extends WriteOptions {
  readonly onDestroy: OnDestroy;
}

/** All of these reject with a `BceError` of the call that failed, or a `ReconcileError`. */
export interface Reconciler {
  /** GET; and ListBuckets and HeadBucket when it says that there is no such bucket. */
  observe(target: Target, signal?: AbortSignal): Promise<Observation>;
  /** Observe, diff, at most one PUT or DELETE after each look, verify. Writes nothing where nothing differs. */
  reconcile(target: Target, desired: Desired, options?: ReconcileOptions): Promise<Report>;
  /**
   * Undoes what a desired state did: turns encryption off, or leaves it. A bucket that is gone counts as done, and a desired state of
   * `disabled` has nothing to undo.
   */
  undo(target: Target, desired: Pick<Desired, "kind">, options: UndoOptions): Promise<Report>;
}

/** How long a write whose answer was lost is looked for: long enough for a lagging GET, short for a dead BOS. */
const UNCLEAR_TIMEOUT_MS = 5_000;

/** A reconciler lives as long as the process: it remembers what ListBuckets said. */
export function createReconciler(calls: EncryptionCalls, options: ReconcilerOptions = {}): Reconciler {
  const { verifyTimeoutMs = 30_000, pace = REAL_PACE, attempts = createAttempts({ pace }) } = options;
  const presence = createPresence(calls);

  async function observe(target: Target, signal?: AbortSignal): Promise<Observation> {
    const observed = await getOnce(calls, target, signal);
    if (observed !== undefined) return { status: "found", observed };
    return confirmMissing(target, presence, signal);
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
      const listing = await presence.listingOf(target, signal);
      try {
        refuseListed(target, listing);
        warning = listing.kind === "unconfirmed" ? unconfirmed(target, listing.reason) : undefined;
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

  /** Brings a bucket to the desired state; undefined when it is missing, at the read or at the write. */
  async function reach(
    target: Target,
    desired: Desired,
    options: WriteOptions,
    withoutExtra = false,
  ): Promise<Report | undefined> {
    const { signal } = options;
    const verifyMs = options.verifyTimeoutMs ?? verifyTimeoutMs;
    /** The last write that was tried, with what was read before it. */
    let tried: { readonly before: Observed; readonly difference: Write } | undefined;

    /** Reads the bucket and judges the write; a report where there is nothing to write. */
    async function look(unclear: Attempt["unclear"]): Promise<Write | Report | "missing"> {
      const before = await getOnce(calls, target, signal);
      if (before === undefined) return "missing";
      const difference = diff(desired, before);
      if (difference.action === "none") {
        return unclear !== undefined && tried !== undefined
          ? reported(tried, { status: "found", observed: before })
          : { outcome: "unchanged", before, after: before, warnings: [] };
      }
      options.approve?.(difference, before);
      throwIfCancelled(target, signal);
      // Once a write may have taken effect, the report speaks of what was there before that one.
      if (unclear === undefined) tried = { before, difference };
      return difference;
    }

    function reported({ before, difference }: NonNullable<typeof tried>, seen: Observation): Report {
      const warnings = [
        withoutExtra ? leftOut(target.bucket, difference) : undefined,
        seen.status === "missing" ? seen.warning : undefined,
      ];
      return {
        outcome: difference.action === "delete" ? "disabled" : difference.turnsOn ? "enabled" : "changed",
        before,
        ...(seen.status === "found" ? { after: seen.observed } : {}),
        warnings: warnings.filter((warning) => warning !== undefined),
      };
    }

    /** The write of which nobody knows the effect, and after which the bucket was not found. */
    let lost: Attempt["unclear"];
    const ended = await attempts.run({ signal }, async ({ send, unclear }) => {
      const seen = await look(unclear).catch((error: unknown) => {
        throw unclear === undefined ? error : unclearWrite({ target, desired, unclear }, error);
      });
      if (seen === "missing") lost = unclear;
      if (seen === "missing" || "outcome" in seen) return seen;
      await send(() => write(calls, target, seen, { withoutExtra, signal }));
      return "sent";
    });

    if (ended.kind === "done" && ended.value !== "sent" && lost === undefined)
      return ended.value === "missing" ? undefined : ended.value;
    if (tried === undefined) throw new Error("a write was sent that nobody has looked at");
    // A bucket that is not found then is not waited for as if nothing had been sent.
    const unclear = ended.kind === "done" ? lost : ended.error.mayHaveTakenEffect ? ended.error : undefined;
    if (unclear !== undefined) {
      const attempt = { target, desired, unclear };
      const timeoutMs = Math.min(verifyMs, UNCLEAR_TIMEOUT_MS);
      return reported(tried, await verify(calls, attempt, presence, pace, timeoutMs, signal));
    }
    if (ended.kind === "done") {
      return reported(tried, await verify(calls, { target, desired }, presence, pace, verifyMs, signal));
    }
    const { error } = ended;
    if (isNoSuchBucket(error)) return undefined;
    const { difference } = tried;
    const hasExtra = difference.action === "put" && difference.fieldsWithoutExtra !== undefined;
    if (!withoutExtra && hasExtra && isRefusedForItsForm(error)) return reach(target, desired, options, true);
    throw error;
  }

  return {
    observe,

    reconcile(target, desired, options = {}) {
      const { signal, awaitBucketMs = 0 } = options;
      // A bucket that comes back while it is waited for is another one: it is read, and approved, anew.
      return awaitBucket(target, awaitBucketMs, signal, () => reach(target, desired, options));
    },

    async undo(target, desired, { onDestroy, ...options }) {
      if (onDestroy === "retain") return { outcome: "retained", warnings: [] };
      if (desired.kind === "disabled") return { outcome: "unchanged", warnings: [] };
      const report = await reach(target, { kind: "disabled" }, options);
      if (report !== undefined) return report;
      // Gone, be it between the read and the DELETE: as done as it can be.
      const { warning } = await confirmMissing(target, presence, options.signal);
      return { outcome: "unchanged", warnings: warning === undefined ? [] : [warning] };
    },
  };
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
