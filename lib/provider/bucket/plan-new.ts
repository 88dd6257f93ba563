// The plan for a bucket that the resource does not have so far: of a create, or of a resource that goes on to another bucket.
import { BceError } from "../../bos/index.ts";
import { type Difference, diff, keyOf, type Observed } from "../../encryption/index.ts";
import { type ConfiguredContext, isKnown, isUnknown } from "../../plugin/index.ts";
import { ReconcileError } from "../../reconcile/index.ts";
import { cannotReadEncryption, reportFailure } from "../failure.ts";
import { askBos, bucketNamed, warnNotRead } from "../reading.ts";
import { bosOf, type Settings } from "../settings.ts";
import { type Conflict, conflictOf, possibleConflictOf } from "./conflict.ts";
import { reportBlastRadius } from "./exposure.ts";
import {
  NOT_JUDGED,
  noticeMissing,
  noticeNewUploadsOnly,
  reportAdoption,
  reportAlone,
  reportClash,
  reportPossibleWeakening,
  reportUnshownKey,
  reportWeakening,
  warnPlaceUnknown,
} from "./messages.ts";
import { type Mark, nameOf } from "./replacement.ts";
import type { Values } from "./schema.ts";
import { desiredOf } from "./state.ts";

type Ctx = ConfiguredContext<Settings>;

/** What the caller knows of the bucket beforehand. */
export type Beforehand = Pick<Mark, "isOwned" | "givesUp"> & {
  /** The plan that was shown has said what there is to know of the bucket; this one is made within the apply. */
  readonly isTold: boolean;
};

export const NOTHING_KNOWN: Beforehand = { isOwned: false, givesUp: null, isTold: false };

export async function planNew(planned: Values, beforehand: Beforehand, ctx: Ctx): Promise<Mark> {
  const { settings, diagnostics } = ctx;
  const { bucket, region } = planned;
  const notice = (found: Found) => beforehand.isTold || noticeOnce(ctx, planned, found);
  noteDesired(planned, ctx);
  const handed = isKnown(bucket) ? settings.successions.handedOver(bucket) : undefined;
  const unseen: Mark = {
    bucket: nameOf(planned),
    isOwned: beforehand.isOwned || handed !== undefined,
    isInPlace: false,
    givesUp: handed?.givesUp ?? beforehand.givesUp,
  };
  if (!isKnown(bucket)) {
    notice({ kind: "off" });
    return unseen;
  }
  const asking = askBos(isKnown(region) ? region : null, settings);
  // A region that only the resource names, and that is not known yet: the provider's is another one.
  const isPlaceKnown = isKnown(region) || asking.kind !== "ask";
  if (asking.kind !== "ask" || !isPlaceKnown) {
    notice({ kind: "off" });
    if (asking.kind === "later") warnNotRead(bucketNamed(bucket), asking.unknown, NOT_JUDGED, ctx);
    else if (!isPlaceKnown) warnPlaceUnknown(diagnostics, bucket);
    return unseen;
  }
  try {
    const { settings: access, region: asked } = asking.reading;
    const observation = await access.reconciler.observe({ bucket, region: asked }, ctx.signal);
    const observed = observation.status === "found" ? observation.observed : ({ kind: "disabled" } as const);
    if (observation.status === "missing")
      notice({ kind: "missing", region: asked, isConfirmed: observation.warning === undefined });
    else if (observed.kind === "disabled") notice({ kind: "off" });
    if (observation.status === "found") await planSwitch(planned, observed, ctx);
    const compared = compare(planned, observed);
    const { stake } = compared;
    if (!unseen.isOwned) {
      return { ...unseen, isOwned: judge(planned, bucket, compared, false, ctx), givesUp: stake };
    }
    // Of what is said here, Terraform shows nothing but errors: only the update half has told what the state gives up.
    const isUnshown = stake !== null && stake !== unseen.givesUp;
    // Inside an apply the create itself refuses it, after one more look.
    if (isUnshown && handed === undefined) reportUnshownKey(diagnostics, bucket, stake);
    else judge(planned, bucket, compared, true, ctx);
    return unseen;
  } catch (error) {
    // Made a moment ago, in this very apply perhaps: the create waits for it.
    if (!(error instanceof ReconcileError && error.code === "BucketListedButNotFound"))
      reportUnreadable(error, bucket, ctx);
    return unseen;
  }
}

/** Says what the bucket would lose, and whether it is the resource's own. */
function judge(
  planned: Values,
  bucket: string,
  { observed, difference, stake }: Compared,
  isOwned: boolean,
  ctx: Ctx,
): boolean {
  const { successions, ledger } = ctx.settings;
  const conflict =
    difference === undefined
      ? possibleConflictOf(planned.on_conflict, bucket, stake)
      : conflictOf(planned.on_conflict, bucket, difference, observed);
  // Read as one of the state, and nobody else's plan is about it: what is replaced is a tainted object.
  const mayBeTainted = !isOwned && ledger.isOwned(bucket) && !successions.isAccounted(bucket);
  // A key that came after that read is somebody else's.
  if (mayBeTainted && stake !== null && stake !== ledger.ownedKey(bucket) && conflict?.kind !== "adoptable") {
    reportUnshownKey(ctx.diagnostics, bucket, stake);
    return false;
  }
  const earlier = mayBeTainted ? successions.succeed(bucket, conflict) : undefined;
  if (earlier !== undefined) {
    // Of two creates for one bucket at most one replaces it, and nobody can tell which.
    const either = conflict ?? earlier.conflict;
    if (either !== undefined) reportConflict(either, bucket, ctx);
    return false;
  }
  if (difference === undefined) {
    planUnknown(planned, bucket, observed, ctx);
    return isOwned || mayBeTainted;
  }
  if (isOwned || mayBeTainted) {
    if (difference.action !== "none" && difference.weakening !== undefined)
      reportWeakening(ctx, bucket, difference.weakening);
    return true;
  }
  if (conflict !== undefined) reportConflict(conflict, bucket, ctx);
  return false;
}

/** What there is to know of a bucket before its encryption is turned on. */
type Found =
  /** It is there, or nobody has looked. */
  | { readonly kind: "off" }
  /** `isConfirmed`: a list of buckets shows it. */
  | { readonly kind: "missing"; readonly region: string; readonly isConfirmed: boolean };

/**
 * Says of a bucket, once in a run, what is known of it before it is encrypted. Terraform plans it once more within the
 * apply, perhaps after the bucket has been made.
 *
 * @param planned as far as it names the bucket, and how long a create may wait
 */
export function noticeOnce(
  { settings, diagnostics }: Ctx,
  planned: Pick<Values, "bucket" | "enabled" | "timeouts">,
  found: Found,
): void {
  const bucket = isKnown(planned.bucket) ? planned.bucket : undefined;
  const isTurnedOn = planned.enabled !== false;
  if (found.kind === "off" && !isTurnedOn) return;
  if (!settings.ledger.noteTold(bucket)) return;
  if (found.kind === "missing") noticeMissing(diagnostics, planned, found);
  else noticeNewUploadsOnly(diagnostics, bucket);
}

/** What a new resource replaces is a warning, or an error where that is refused. */
export function reportConflict(conflict: Conflict, bucket: string, ctx: Ctx): void {
  if (conflict.kind === "adoptable") reportAdoption(ctx, bucket, conflict.write);
  else ctx.diagnostics.error(conflict.summary, conflict.detail, ["bucket"]);
}

/** What BOS has in passing is a warning: the create itself reads before it writes. */
function reportUnreadable(error: unknown, bucket: string, { diagnostics }: Ctx): void {
  const summary = cannotReadEncryption(bucket);
  if (error instanceof BceError && error.isPassing) {
    const detail = `${error.message} ${NOT_JUDGED}`;
    diagnostics.warning(summary, detail, ["bucket"]);
  } else {
    reportFailure(diagnostics, error, summary, { phase: "plan" });
  }
}

/** What a plan wants, held against what the bucket has. */
interface Compared {
  readonly observed: Observed;
  /** Undefined while part of what is wanted is not known. */
  readonly difference: Difference | undefined;
  /** The KMS key that the bucket has and that the plan gives up, or may give up; null where it gives up none. */
  readonly stake: string | null;
}

function compare(planned: Values, observed: Observed): Compared {
  const desired = desiredOf(planned);
  if (desired === undefined) return { observed, difference: undefined, stake: keyOf(observed) ?? null };
  const difference = diff(desired, observed);
  const lost = difference.action === "none" ? undefined : difference.weakening?.lostKmsMasterKeyId;
  return { observed, difference, stake: lost ?? null };
}

/** {@link Compared.stake} */
export const keyAtStake = (planned: Values, observed: Observed): string | null =>
  compare(planned, observed).stake;

/** A bucket without a KMS key gets one, be its id known yet or not: says who may be locked out. */
export async function planSwitch(planned: Values, observed: Observed, ctx: Ctx): Promise<void> {
  const bos = bosOf(ctx.settings)?.bos;
  const { bucket, region, enabled, kms_master_key_id } = planned;
  if (bos === undefined || !isKnown(bucket) || !isKnown(region)) return;
  if (enabled === false || kms_master_key_id === null || keyOf(observed) !== undefined) return;
  await reportBlastRadius(bos, { bucket, region }, ctx);
}

/** Part of what is wanted is known only after the apply: it may take away what the bucket has. */
export function planUnknown(planned: Values, bucket: string, observed: Observed, ctx: Ctx): void {
  const key = keyOf(observed);
  if (isUnknown(planned.enabled) && observed.kind !== "disabled") {
    reportPossibleWeakening(ctx, bucket, "enabled");
  } else if (isUnknown(planned.kms_master_key_id) && key !== undefined) {
    reportPossibleWeakening(ctx, bucket, "kms_master_key_id");
  }
}

export function noteDesired(planned: Values, { settings, diagnostics }: Ctx): void {
  if (!isKnown(planned.bucket)) return;
  const clash = settings.ledger.noteDesired(planned.bucket, desiredOf(planned));
  if (clash !== undefined) reportClash(diagnostics, planned.bucket, clash);
  reportAlone(diagnostics, settings.ledger);
}
