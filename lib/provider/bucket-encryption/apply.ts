import {
  type Desired,
  type Difference,
  describeDesired,
  diff,
  type Observed,
  type Weakening,
} from "../../encryption/index.ts";
import type { ConfiguredContext, CreateRequest, UpdateRequest } from "../../plugin/index.ts";
import type { Report } from "../../reconcile/index.ts";
import { ready } from "../ready.ts";
import type { ReadySettings, Settings } from "../settings.ts";
import { conflictOf } from "./conflict.ts";
import { reportFailure } from "./failure.ts";
import type { Hold } from "./ledger.ts";
import { reportAlone } from "./notices.ts";
import type { State, schema, Values } from "./schema.ts";
import { desiredOf, observedOf, onDestroyOf, wishToUndo } from "./state.ts";
import { allowanceOf, type ExplainedAllowance } from "./timeouts.ts";
import { describeDenied } from "./weakening.ts";

type Ctx = ConfiguredContext<Settings>;

/** A write that would replace something which was not there when the plan was agreed to. */
class NotAgreed extends Error {
  readonly summary: string;

  constructor({ summary, detail }: { readonly summary: string; readonly detail: string }) {
    super(detail);
    this.summary = summary;
  }
}

/**
 * Creates: reads first, adopts what is equal, writes at most once. A failure leaves no state, also after its PUT: a
 * state beside an error would be tainted, and the next apply would begin by turning encryption off.
 */
export async function create({ planned }: CreateRequest<typeof schema>, ctx: Ctx): Promise<State | null> {
  const state = knownState(planned, ready(ctx).settings);
  const { bucket } = state;
  const allowance = allowanceOf("create", state, ctx);
  const summary = `Cannot set the encryption of bucket "${bucket}"`;
  return reach(state, ctx, allowance, summary, (difference, before) => {
    const conflict = conflictOf(state.on_conflict, bucket, difference, before);
    if (conflict?.kind === "refused") throw new NotAgreed(conflict);
    refuseDenied(ctx, bucket, difference);
  });
}

/** Updates in place. After a failure the prior state stays; the next plan reads the bucket anyway. */
export async function update(
  { prior, planned }: UpdateRequest<typeof schema>,
  ctx: Ctx,
): Promise<State | null> {
  const state = knownState(planned, ready(ctx).settings);
  const agreed = diff(wishOf(state), observedOf(prior));
  // Only on_destroy, on_conflict or timeouts: nothing of it is the cloud's.
  if (agreed.action === "none" && state.region === prior.region) return state;
  const allowance = allowanceOf("update", state, ctx);
  const summary = `Cannot change the encryption of bucket "${prior.bucket}"`;
  return reach(state, ctx, allowance, summary, (difference) => {
    refuseUnplanned(prior.bucket, difference, agreed);
    refuseDenied(ctx, prior.bucket, difference);
  });
}

/** Destroys: turns encryption off, or leaves it. A bucket that is gone counts as done. */
export async function remove(state: State, ctx: Ctx, remembered: unknown): Promise<void> {
  const { bucket } = state;
  const { ledger, reconciler, ...settings } = ready(ctx).settings;
  // Null only where a move was never read since.
  const region = state.region ?? settings.region ?? "";
  const wish = wishToUndo(state, remembered);
  const agreed = diff({ kind: "disabled" }, observedOf(state));
  const allowance = allowanceOf("delete", state, ctx);
  const work = async () => {
    if (staysForAnother(bucket, state, ctx)) return;
    try {
      const report = await reconciler.undo({ bucket, region }, wish, {
        ...allowance,
        onDestroy: onDestroyOf(state),
        approve(difference) {
          refuseUnplanned(bucket, difference, agreed);
          refuseDenied(ctx, bucket, difference);
        },
      });
      tell(ctx, bucket, report, `The encryption of bucket "${bucket}" leaves the state`);
    } catch (error) {
      reportApplyFailure(ctx, allowance, error, `Cannot turn off the encryption of bucket "${bucket}"`);
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
    diagnostics.warning(
      `The encryption of bucket "${bucket}" stays on`,
      `${HOLDERS[hold.kind]}, so destroying this one wrote nothing.`,
    );
  }
  return true;
}

const HOLDERS: Record<Hold["kind"], string> = {
  applied: "Another resource for this bucket has just been applied (create_before_destroy, or a new address)",
  planned: "Another resource of this run wants the bucket to be encrypted",
};

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
  const wish = wishOf(state);
  const work = async (): Promise<State | null> => {
    try {
      const options = { ...allowance, approve };
      const report = await reconciler.reconcile({ bucket, region: region ?? "" }, wish, options);
      ledger.noteApplied(bucket, wish);
      tell(ctx, bucket, report, `The encryption of bucket "${bucket}" was set to ${describeDesired(wish)}`);
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

function wishOf(state: State): Desired {
  const desired = desiredOf(state);
  if (desired === undefined) throw new Error("an apply was asked for with unknown values");
  return desired;
}

/** The user has agreed to a plan; what has changed since must not be lost without one. */
function refuseUnplanned(bucket: string, difference: Difference, agreed: Difference): void {
  const lost = lossOf(difference);
  const agreedLoss = lossOf(agreed);
  if (
    lost === undefined ||
    (lost.kind === agreedLoss?.kind && lost.lostKmsMasterKeyId === agreedLoss.lostKmsMasterKeyId)
  )
    return;
  throw new NotAgreed({
    summary: `The encryption of bucket "${bucket}" was changed after the plan`,
    detail: `It is now another than the plan was made for (${difference.reason}), and this apply would give that up. Nothing was changed. Run \`terraform apply -refresh-only\`, then plan again to see the difference.`,
  });
}

function lossOf(difference: Difference): Weakening | undefined {
  return difference.action === "none" ? undefined : difference.weakening;
}

/** What no plan could show, with `deny_weakening`: a replacement's destroy, or what has changed since the plan. */
function refuseDenied({ settings }: Ctx, bucket: string, difference: Difference): void {
  const loss = lossOf(difference);
  if (settings.denyWeakening && loss !== undefined) throw new NotAgreed(describeDenied(bucket, loss));
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
function tell(
  { log, diagnostics }: Ctx,
  bucket: string,
  { outcome, warnings }: Report,
  summary: string,
): void {
  for (const warning of warnings) diagnostics.warning(summary, warning);
  log.info(`the bucket's encryption was ${outcome}`, { bucket });
}
