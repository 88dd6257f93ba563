import { type Desired, type Difference, diff, type Observed } from "../../encryption/index.ts";
import type { ConfiguredContext, CreateRequest, DeleteRequest, UpdateRequest } from "../../plugin/index.ts";
import type { Report } from "../../reconcile/index.ts";
import { reportFailure } from "../failure.ts";
import { reportNoRegion } from "../reading.ts";
import { knownRegion, type ReadySettings, ready, type Settings } from "../settings.ts";
import {
  cannotChange,
  cannotSet,
  cannotTurnOff,
  describeUnplanned,
  reportDeniedMove,
  warnGivenUp,
  warnHalfMoved,
  warnHandedOver,
  warnHeld,
  wasRemoved,
  wasSet,
} from "./apply-messages.ts";
import { conflictOf } from "./conflict.ts";
import { reportAlone } from "./messages.ts";
import { lossOf, NotAgreed, refuseDenied, refuseUnplanned } from "./refusals.ts";
import { type Mark, readMark } from "./replacement.ts";
import type { State, schema, Values } from "./schema.ts";
import {
  allowanceOf,
  desiredOf,
  desiredToUndo,
  type ExplainedAllowance,
  observedOf,
  onDestroyOf,
  undoes,
} from "./state.ts";

type Ctx = ConfiguredContext<Settings>;

/**
 * Creates: reads first, adopts what is equal, writes at most once. A failure leaves no state, also after its PUT: a
 * state beside an error would be tainted, and the next apply would begin by turning encryption off.
 */
export async function create(
  { planned, planMark }: CreateRequest<typeof schema>,
  ctx: Ctx,
): Promise<State | null> {
  const state = knownState(planned, ready(ctx).settings);
  return takeOver(state, planMark, allowanceOf("create", state, ctx), ctx);
}

/** Updates in place. After a failure the prior state stays; the next plan reads the bucket anyway. */
export async function update(request: UpdateRequest<typeof schema>, ctx: Ctx): Promise<State | null> {
  const { prior, planned } = request;
  const state = knownState(planned, ready(ctx).settings);
  if (state.bucket !== prior.bucket) return goOn(request, state, ctx);
  const agreed = diff(knownDesired(state), observedOf(prior));
  // Only on_destroy, on_conflict or timeouts: nothing of it is the cloud's.
  if (agreed.action === "none" && state.region === prior.region) return state;
  const allowance = allowanceOf("update", state, ctx);
  return reach(state, ctx, allowance, cannotChange(prior.bucket), (difference) => {
    refuseUnplanned(prior.bucket, difference, lossOf(agreed));
    refuseDenied(ctx, prior.bucket, difference);
  });
}

/**
 * The bucket's name came out as another one: the new bucket is set first, then the old one is left behind as on_destroy
 * says. When either fails, the state still names the old bucket, and the next plan shows what is left to do.
 */
async function goOn(
  { prior, planMark, remembered }: UpdateRequest<typeof schema>,
  state: State,
  ctx: Ctx,
): Promise<State | null> {
  const { settings, diagnostics } = ctx;
  const isLeft = undoes(prior, remembered) && settings.ledger.holdOn(prior.bucket) === undefined;
  if (settings.denyWeakening && isLeft) {
    reportDeniedMove(diagnostics, prior.bucket, state.bucket);
    return null;
  }
  const allowance = allowanceOf("update", state, ctx);
  const reached = await takeOver(state, planMark, allowance, ctx);
  if (reached === null) return null;
  await leaveBehind(prior, remembered, allowance, ctx);
  if (!diagnostics.hasErrors()) return reached;
  warnHalfMoved(diagnostics, prior.bucket, state.bucket);
  return null;
}

/** Destroys: turns encryption off, or leaves it. A bucket that is gone counts as done. */
export async function remove(state: State, ctx: Ctx, { remembered, planMark }: DeleteRequest): Promise<void> {
  const next = readMark(planMark);
  if (next?.bucket === state.bucket || next?.bucket === null) return handOver(state, remembered, next, ctx);
  await leaveBehind(state, remembered, allowanceOf("delete", state, ctx), ctx);
}

/**
 * The first half of a replacement of the bucket's resource by itself (`-replace`, tainted), or by one whose bucket is not
 * known yet: writes nothing, so that there is no moment without encryption. The create that comes next finds the bucket as
 * it is.
 */
async function handOver(state: State, remembered: unknown, next: Mark, ctx: Ctx): Promise<void> {
  const { bucket } = state;
  const { ledger, successions } = ready(ctx).settings;
  await ledger.inTurn(bucket, async () => successions.handOver(bucket, next));
  ctx.log.info("the resource is replaced by one for the same bucket: nothing was written", { bucket });
  if (next.bucket !== null || !undoes(state, remembered)) return;
  warnHandedOver(ctx.diagnostics, bucket);
}

/** Turns the bucket of a state off, or leaves it, as on_destroy says. What fails is reported. */
async function leaveBehind(
  state: State,
  remembered: unknown,
  allowance: ExplainedAllowance,
  ctx: Ctx,
): Promise<void> {
  const { bucket } = state;
  const { ledger, reconciler, ...settings } = ready(ctx).settings;
  // Null only where a move was never read since.
  const region = state.region ?? settings.region;
  if (region === undefined) return reportNoRegion(ctx.diagnostics, "bucket");
  const desired = desiredToUndo(state, remembered);
  const agreed = lossOf(diff({ kind: "disabled" }, observedOf(state)));
  const work = async () => {
    if (staysForAnother(bucket, state, ctx)) return;
    try {
      const report = await reconciler.undo({ bucket, region }, desired, {
        ...allowance,
        onDestroy: onDestroyOf(state),
        approve(difference) {
          refuseUnplanned(bucket, difference, agreed);
          refuseDenied(ctx, bucket, difference);
        },
      });
      reportDone(ctx, bucket, report, wasRemoved(bucket));
    } catch (error) {
      reportApplyFailure(ctx, allowance, error, cannotTurnOff(bucket));
    }
  };
  await ledger.inTurn(bucket, work, allowance.signal);
  reportAlone(ctx.diagnostics, ledger);
}

/**
 * Another resource of this run has the bucket: under create_before_destroy the new one comes first, and where no plan could
 * see it so does one of another address. Destroying this one must not undo it.
 */
function staysForAnother(bucket: string, old: State, { settings, diagnostics }: Ctx): boolean {
  const hold = settings.ledger.holdOn(bucket);
  if (hold === undefined) return false;
  if (hold.desired?.kind !== "disabled" && old.enabled !== false && onDestroyOf(old) === "disable") {
    warnHeld(diagnostics, bucket, hold);
  }
  return true;
}

/**
 * Brings a bucket that the resource did not have to what its state wants. Somebody else's KMS key is given up only if the
 * plan has shown that; the resource's own setting of a moment ago, in a replacement, is no conflict.
 */
async function takeOver(
  state: State,
  planMark: unknown,
  allowance: ExplainedAllowance,
  ctx: Ctx,
): Promise<State | null> {
  const { bucket } = state;
  const handed = ready(ctx).settings.successions.handedOver(bucket);
  const agreed = handed ?? readMark(planMark);
  const isAboutIt = handed !== undefined || agreed?.bucket === bucket;
  const isOwned = isAboutIt && (handed !== undefined || agreed?.isOwned === true);
  const shown = isAboutIt ? agreed?.givesUp : null;
  let givenUp: string | undefined;
  const reached = await reach(state, ctx, allowance, cannotSet(bucket), (difference, before) => {
    const conflict = isOwned ? undefined : conflictOf(state.on_conflict, bucket, difference, before);
    if (conflict?.kind === "refused") throw new NotAgreed(conflict);
    const lost = lossOf(difference)?.lostKmsMasterKeyId;
    if (agreed !== undefined && lost !== undefined && lost !== shown)
      throw new NotAgreed(describeUnplanned(bucket, difference));
    refuseDenied(ctx, bucket, difference);
    if (!isOwned) givenUp ??= lost;
  });
  if (reached !== null && givenUp !== undefined) {
    warnGivenUp(ctx.diagnostics, bucket, givenUp);
  }
  return reached;
}

/** Brings a bucket to what a state wants, and gives that state; null after a failure that was reported. */
async function reach(
  state: State,
  ctx: Ctx,
  allowance: ExplainedAllowance,
  summary: string,
  approve: (difference: Difference, before: Observed) => void,
): Promise<State | null> {
  const { ledger, reconciler } = ready(ctx).settings;
  const { bucket, region } = state;
  const desired = knownDesired(state);
  const work = async (): Promise<State | null> => {
    try {
      const options = { ...allowance, approve };
      const report = await reconciler.reconcile({ bucket, region: knownRegion(region) }, desired, options);
      ledger.noteApplied(bucket, desired);
      reportDone(ctx, bucket, report, wasSet(bucket, desired));
      return state;
    } catch (error) {
      reportApplyFailure(ctx, allowance, error, summary);
      return null;
    }
  };
  const reached = await ledger.inTurn(bucket, work, allowance.signal);
  reportAlone(ctx.diagnostics, ledger);
  return reached;
}

function knownDesired(state: State): Desired {
  const desired = desiredOf(state);
  if (desired === undefined) throw new Error("an apply was asked for with unknown values");
  return desired;
}

function reportApplyFailure(
  { diagnostics }: Ctx,
  allowance: ExplainedAllowance,
  error: unknown,
  summary: string,
): void {
  const timeUp = allowance.explain(error);
  if (error instanceof NotAgreed) diagnostics.error(error.summary, error.message, ["bucket"]);
  else if (timeUp !== undefined) diagnostics.error(summary, timeUp.detail, timeUp.attribute);
  else reportFailure(diagnostics, error, summary, { phase: "apply" });
}

/** The plan with the one value that may have had to wait for the provider's settings. */
function knownState(planned: Values, settings: ReadySettings): State {
  const region = typeof planned.region === "string" ? planned.region : (settings.region ?? null);
  return { ...planned, id: planned.bucket, region } as State;
}

/** What the reconcile saw beside its outcome goes to the user, the outcome to the log. */
function reportDone(
  { log, diagnostics }: Ctx,
  bucket: string,
  { outcome, warnings }: Report,
  summary: string,
): void {
  for (const warning of warnings) diagnostics.warning(summary, warning);
  log.info(`the bucket's encryption was ${outcome}`, { bucket });
}
