import { type Desired, type Difference, describeDesired, type Observed } from "../../encryption/index.ts";
import type { ConfiguredContext, CreateRequest, UpdateRequest } from "../../plugin/index.ts";
import type { Report } from "../../reconcile/index.ts";
import type { ReadySettings, Settings } from "../settings.ts";
import { conflictOf } from "./conflict.ts";
import { reportFailure } from "./failure.ts";
import type { State, schema, Values } from "./schema.ts";
import { desiredOf, onDestroyOf } from "./state.ts";
import { describeDenied } from "./weakening.ts";

type Ctx = ConfiguredContext<Settings>;

/** A bucket made in the same apply may take a moment to be known everywhere. */
const AWAIT_BUCKET_MS = 30_000;

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
  const bucket = String(planned.bucket);
  return reach(planned, ctx, `Cannot set the encryption of bucket "${bucket}"`, (difference, before) => {
    const conflict = conflictOf(planned.on_conflict, bucket, difference, before);
    if (conflict?.kind === "refused") throw new NotAgreed(conflict);
    refuseDenied(ctx, bucket, difference);
  });
}

/** Updates in place. After a failure the prior state stays; the next plan reads the bucket anyway. */
export async function update(
  { prior, planned }: UpdateRequest<typeof schema>,
  ctx: Ctx,
): Promise<State | null> {
  const summary = `Cannot change the encryption of bucket "${prior.bucket}"`;
  return reach(planned, ctx, summary, (difference) => {
    const key = difference.action === "none" ? undefined : difference.weakening?.lostKmsMasterKeyId;
    if (key !== undefined && key !== prior.kms_master_key_id) {
      throw new NotAgreed({
        summary: `The encryption of bucket "${prior.bucket}" was changed after the plan`,
        detail: `The bucket now uses KMS key ${key}, which the plan did not know of and this apply would give up. Nothing was changed. Plan again to see the difference.`,
      });
    }
    refuseDenied(ctx, prior.bucket, difference);
  });
}

/** Destroys: turns encryption off, or leaves it. A bucket that is gone counts as done. */
export async function remove(state: State, ctx: Ctx): Promise<void> {
  const { diagnostics } = ctx;
  const { bucket, region } = state;
  const settings = ready(ctx);
  if (settings.ledger.isApplied(bucket)) {
    diagnostics.warning(
      `The encryption of bucket "${bucket}" stays on`,
      "A new resource for this bucket has just been created (create_before_destroy), so destroying the old one wrote nothing.",
    );
    return;
  }
  // What was wanted only decides whether there is anything to undo.
  const desired: Desired = desiredOf(state) ?? { kind: "disabled" };
  try {
    const target = { bucket, region: region ?? "" };
    const report = await settings.reconciler.undo(target, desired, {
      onDestroy: onDestroyOf(state),
      signal: ctx.signal,
      approve: (difference) => refuseDenied(ctx, bucket, difference),
    });
    logReport(ctx, bucket, report);
  } catch (error) {
    reportApplyFailure(ctx, error, `Cannot turn off the encryption of bucket "${bucket}"`);
  }
}

async function reach(
  planned: Values,
  ctx: Ctx,
  summary: string,
  approve: (difference: Difference, before: Observed) => void,
): Promise<State | null> {
  const settings = ready(ctx);
  const state = knownState(planned, settings);
  const desired = desiredOf(state);
  if (desired === undefined) throw new Error("an apply was asked for with unknown values");
  try {
    const report = await settings.reconciler.reconcile(
      { bucket: state.bucket, region: state.region ?? "" },
      desired,
      {
        signal: ctx.signal,
        awaitBucketMs: AWAIT_BUCKET_MS,
        approve,
      },
    );
    settings.ledger.noteApplied(state.bucket);
    for (const warning of report.warnings) ctx.diagnostics.warning(summaryOf(desired, state.bucket), warning);
    logReport(ctx, state.bucket, report);
    return state;
  } catch (error) {
    reportApplyFailure(ctx, error, summary);
    return null;
  }
}

/** What no plan could show, with `deny_weakening`: a replacement's destroy, or what has changed since the plan. */
function refuseDenied({ settings }: Ctx, bucket: string, difference: Difference): void {
  if (!settings.denyWeakening || difference.action === "none" || difference.weakening === undefined) return;
  throw new NotAgreed(describeDenied(bucket, difference.weakening));
}

function reportApplyFailure({ diagnostics }: Ctx, error: unknown, summary: string): void {
  if (error instanceof NotAgreed) diagnostics.error(error.summary, error.message, ["bucket"]);
  else reportFailure(diagnostics, error, summary, { phase: "apply" });
}

function summaryOf(desired: Desired, bucket: string): string {
  return `The encryption of bucket "${bucket}" was set to ${describeDesired(desired)}`;
}

/** Only Terraform's plan walks with unknown settings; by the time of an apply it knows them. */
function ready({ settings }: Ctx): ReadySettings {
  if (settings.kind === "ready") return settings;
  throw new Error("an apply was asked for with a provider block that is still unknown");
}

/** The plan with the one value that may have had to wait for the provider's settings. */
function knownState(planned: Values, settings: ReadySettings): State {
  const region = typeof planned.region === "string" ? planned.region : (settings.region ?? null);
  return { ...planned, id: planned.bucket, region } as State;
}

function logReport({ log }: Ctx, bucket: string, { outcome }: Report): void {
  log.info(`the bucket's encryption was ${outcome}`, { bucket });
}
