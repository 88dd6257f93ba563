import { BceError, type BceErrorCode } from "../../bos/index.ts";
import { diff, keyOf, type Observed } from "../../encryption/index.ts";
import { type Change, type ConfiguredContext, isKnown, isUnknown, type Plan } from "../../plugin/index.ts";
import { ReconcileError } from "../../reconcile/index.ts";
import { checkKey } from "../preflight/index.ts";
import type { Settings } from "../settings.ts";
import { DESTROY_WAY_OUT } from "../way-out.ts";
import { reportBlastRadius } from "./blast-radius.ts";
import { conflictOf } from "./conflict.ts";
import { reportFailure } from "./failure.ts";
import { noticeNewUploadsOnly, reportAlone, reportClash } from "./notices.ts";
import { plannedValues } from "./planned.ts";
import type { State, schema, Values } from "./schema.ts";
import { desiredOf, observedOf, onDestroyOf, wishToUndo } from "./state.ts";
import { reportAdoption, reportDestroy, reportPossibleWeakening, reportWeakening } from "./weakening.ts";

type Ctx = ConfiguredContext<Settings>;
type Update = Extract<Change<typeof schema>, { kind: "update" }>;

const PASSING: ReadonlySet<BceErrorCode> = new Set(["Throttled", "ServerError", "ConnectionLost"]);

/** Says what an apply would do. What the cloud answers adds diagnostics only, never a planned value. */
export async function plan(change: Change<typeof schema>, ctx: Ctx): Promise<Plan<typeof schema>> {
  if (change.kind === "destroy") {
    planUndo(change.prior, change.remembered, ctx);
    return { planned: null };
  }
  const planned = plannedValues(change.config, change.prior, ctx.settings);
  requireRegion(planned, ctx);
  if (change.kind === "create") await planCreate(planned, ctx);
  else await planUpdate(change, planned, ctx);
  await planKey(planned, change.prior, ctx);
  return { planned, requiresReplace: [["bucket"]] };
}

function requireRegion({ region }: Values, { diagnostics }: Ctx): void {
  if (region !== null) return;
  diagnostics.error(
    "No region",
    "Nothing says in which region the bucket is. Set region here or in the provider block, or BAIDUCLOUD_REGION in the environment.",
    ["region"],
  );
}

/** The bucket of `prior` is left behind: by a destroy, or by a replacement that goes on to another bucket. */
function planUndo(prior: State, remembered: unknown, ctx: Ctx): void {
  const { settings, diagnostics } = ctx;
  if (onDestroyOf(prior) === "retain" || wishToUndo(prior, remembered).kind === "disabled") return;
  // Under create_before_destroy the old object is planned once more, during the apply and after the new one was made:
  // its destroy writes nothing and says so itself.
  if (settings.ledger.appliedTo(prior.bucket) !== undefined) return;
  reportDestroy(ctx, prior.bucket);
  const clash = settings.ledger.noteDestroy(prior.bucket);
  if (clash !== undefined) reportClash(diagnostics, prior.bucket, clash);
  reportAlone(diagnostics, settings.ledger);
}

async function planUpdate({ prior, remembered }: Update, planned: Values, ctx: Ctx): Promise<void> {
  const { settings, diagnostics } = ctx;
  if (planned.bucket !== prior.bucket) {
    // Terraform plans the new bucket next, as a create, and never asks about a destroy of the old one.
    planUndo(prior, remembered, ctx);
    return;
  }
  settings.ledger.noteOwned(prior.bucket);
  noteWish(planned, ctx);
  const desired = desiredOf(planned);
  const observed = observedOf(prior);
  await planSwitch(planned, observed, ctx);
  if (desired === undefined) {
    planUnknown(planned, prior.bucket, observed, ctx);
    return;
  }
  const difference = diff(desired, observed);
  if (difference.action === "none") return;
  if (difference.weakening !== undefined) reportWeakening(ctx, prior.bucket, difference.weakening);
  if (difference.action === "put" && difference.turnsOn) noticeNewUploadsOnly(diagnostics, prior.bucket);
}

/** A KMS key is set or changed. One that the bucket has already is looked at by the refresh. */
async function planKey(planned: Values, prior: State | null, ctx: Ctx): Promise<void> {
  const { bucket, region, enabled, kms_master_key_id: keyId } = planned;
  if (enabled === false || !isKnown(bucket) || !isKnown(region) || !isKnown(keyId)) return;
  if (prior !== null) {
    // A replacement goes on to another bucket, which is planned next, as a create.
    if (prior.bucket !== bucket) return;
    if (prior.region === region && keyOf(observedOf(prior)) === keyId) return;
  }
  await checkKey({ bucket, region, keyId }, ctx);
}

async function planCreate(planned: Values, ctx: Ctx): Promise<void> {
  const { settings, diagnostics } = ctx;
  const { bucket, region } = planned;
  noteWish(planned, ctx);
  if (settings.kind === "unknown" || !isKnown(bucket) || !isKnown(region)) {
    if (planned.enabled !== false) noticeNewUploadsOnly(diagnostics, isKnown(bucket) ? bucket : undefined);
    return;
  }
  try {
    const sighting = await settings.reconciler.observe({ bucket, region }, ctx.signal);
    const observed = sighting.status === "found" ? sighting.observed : ({ kind: "disabled" } as const);
    if (observed.kind === "disabled" && planned.enabled !== false) noticeNewUploadsOnly(diagnostics, bucket);
    if (sighting.status === "found") await planSwitch(planned, observed, ctx);
    const desired = desiredOf(planned);
    if (desired === undefined) {
      planUnknown(planned, bucket, observed, ctx);
      return;
    }
    const difference = diff(desired, observed);
    if (settings.ledger.isOwned(bucket)) {
      // -replace: the same resource is planned anew, and finds nothing but what it has set itself.
      if (difference.action !== "none" && difference.weakening !== undefined) {
        reportWeakening(ctx, bucket, difference.weakening);
      }
      return;
    }
    const conflict = conflictOf(planned.on_conflict, bucket, difference, observed);
    if (conflict?.kind === "refused") {
      diagnostics.error(conflict.summary, `${conflict.detail} ${DESTROY_WAY_OUT}`, ["bucket"]);
    } else if (conflict?.kind === "adoptable") {
      reportAdoption(ctx, bucket, conflict.write);
    }
  } catch (error) {
    // Made a moment ago, in this very apply perhaps: the create waits for it.
    if (error instanceof ReconcileError && error.code === "BucketListedButNotFound") return;
    reportUnreadable(error, bucket, ctx);
  }
}

/**
 * What the cloud has in passing is a warning: this plan runs again during the apply, where an error would leave a
 * replacement half done, and the create itself reads before it writes.
 */
function reportUnreadable(error: unknown, bucket: string, { diagnostics }: Ctx): void {
  const summary = `Cannot read the encryption of bucket "${bucket}"`;
  if (error instanceof BceError && PASSING.has(error.code)) {
    const detail = `${error.message} Whether the apply takes over a setting of somebody else is not known; it reads before it writes.`;
    diagnostics.warning(summary, detail, ["bucket"]);
  } else {
    reportFailure(diagnostics, error, summary, { phase: "plan" });
  }
}

/** A bucket without a KMS key gets one, be its id known yet or not: says who may be locked out. */
async function planSwitch(planned: Values, observed: Observed, ctx: Ctx): Promise<void> {
  const { settings } = ctx;
  const { bucket, region, enabled, kms_master_key_id } = planned;
  if (settings.kind === "unknown" || !isKnown(bucket) || !isKnown(region)) return;
  if (enabled === false || kms_master_key_id === null || keyOf(observed) !== undefined) return;
  await reportBlastRadius(settings.bos, { bucket, region }, ctx);
}

/** Part of the wish is known only after the apply: it may take away what the bucket has. */
function planUnknown(planned: Values, bucket: string, observed: Observed, ctx: Ctx): void {
  const key = keyOf(observed);
  if (isUnknown(planned.enabled) && observed.kind !== "disabled") {
    reportPossibleWeakening(ctx, bucket, "enabled");
  } else if (isUnknown(planned.kms_master_key_id) && key !== undefined) {
    reportPossibleWeakening(ctx, bucket, "kms_master_key_id");
  }
}

function noteWish(planned: Values, { settings, diagnostics }: Ctx): void {
  if (!isKnown(planned.bucket)) return;
  const clash = settings.ledger.noteWish(planned.bucket, desiredOf(planned));
  if (clash !== undefined) reportClash(diagnostics, planned.bucket, clash);
  reportAlone(diagnostics, settings.ledger);
}
