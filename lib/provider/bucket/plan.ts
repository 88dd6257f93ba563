import { diff, keyOf } from "../../encryption/index.ts";
import {
  type Change,
  type ConfiguredContext,
  isKnown,
  isUnknown,
  type Plan,
  UNKNOWN,
} from "../../plugin/index.ts";
import { checkKey } from "../key-check.ts";
import { reportNoRegion } from "../reading.ts";
import { defaultRegion, type Settings } from "../settings.ts";
import {
  reportAlone,
  reportClash,
  reportDestroy,
  reportLateName,
  reportMove,
  reportWeakening,
} from "./messages.ts";
import {
  keyAtStake,
  NOTHING_KNOWN,
  noteDesired,
  noticeOnce,
  planNew,
  planSwitch,
  planUnknown,
  reportConflict,
} from "./plan-new.ts";
import { type Mark, nameOf, readMark } from "./replacement.ts";
import type { State, schema, Values } from "./schema.ts";
import { desiredOf, observedOf, undoes } from "./state.ts";

type Ctx = ConfiguredContext<Settings>;
type Create = Extract<Change<typeof schema>, { kind: "create" }>;
type Update = Extract<Change<typeof schema>, { kind: "update" }>;

/** Says what an apply would do. What is read adds diagnostics and the mark only, never a planned value. */
export async function plan(change: Change<typeof schema>, ctx: Ctx): Promise<Plan<typeof schema>> {
  const planned = await planChanges(change, ctx);
  if (ctx.diagnostics.hasErrors()) ctx.settings.ledger.noteError();
  return planned;
}

async function planChanges(change: Change<typeof schema>, ctx: Ctx): Promise<Plan<typeof schema>> {
  if (change.kind === "destroy") {
    planUndo(change.prior, change.remembered, ctx);
    return { planned: null };
  }
  const planned = plannedValues(change.config, change.prior, ctx.settings);
  if (planned.region === null) reportNoRegion(ctx.diagnostics, "bucket");
  if (change.kind === "update") return { planned, ...(await planUpdate(change, planned, ctx)) };
  return { planned, mark: await planCreate(change, planned, ctx) };
}

async function planCreate(change: Create, planned: Values, ctx: Ctx): Promise<Mark> {
  const name = nameOf(planned);
  const replaced = readMark(change.replacedMark);
  // The update of which Terraform makes a replacement has looked at this bucket a moment ago.
  if (replaced !== undefined && !replaced.isOwned) return { ...replaced, isInPlace: false };
  const first = change.firstPlan.kind === "earlier" ? readMark(change.firstPlan.mark) : undefined;
  const told = first ?? replaced;
  const beforehand = told !== undefined && told.bucket === name ? told : NOTHING_KNOWN;
  const isTold = change.firstPlan.kind === "earlier";
  const mark = await planNew(planned, { ...beforehand, isTold }, ctx);
  await planKey(planned, null, ctx);
  return first ?? mark;
}

/**
 * The bucket of `prior` is left behind: by a destroy, or by a resource that goes on to another bucket.
 *
 * @param mayStay the other bucket's name is not known yet, and may come out as this one's, which is wanted on
 */
function planUndo(
  prior: State,
  remembered: unknown,
  ctx: Ctx,
  report = reportDestroy,
  mayStay = false,
): void {
  const { settings } = ctx;
  const { bucket } = prior;
  if (!undoes(prior, remembered)) {
    account(bucket, ctx);
    const clash = mayStay ? settings.ledger.noteDesired(bucket, undefined) : undefined;
    if (clash !== undefined) reportClash(ctx.diagnostics, bucket, clash);
    return;
  }
  // Under create_before_destroy the old object is planned once more, during the apply and after the new one was made:
  // its destroy writes nothing and says so itself.
  if (settings.ledger.appliedTo(bucket) !== undefined) return;
  report(ctx, bucket);
  const clash = settings.ledger.noteDestroy(bucket, { mayStay });
  if (clash !== undefined) reportClash(ctx.diagnostics, bucket, clash);
  reportAlone(ctx.diagnostics, settings.ledger);
}

/** The object that was read goes on, or goes: a create of the same bucket is another resource's. */
function account(bucket: string, ctx: Ctx): void {
  const conflict = ctx.settings.successions.account(bucket);
  if (conflict !== undefined) reportConflict(conflict, bucket, ctx);
}

type UpdatePlan = Required<Pick<Plan<typeof schema>, "requiresReplace">> & { readonly mark: Mark };

async function planUpdate(change: Update, planned: Values, ctx: Ctx): Promise<UpdatePlan> {
  const { prior, remembered, firstPlan } = change;
  const name = nameOf(planned);
  const first = firstPlan.kind === "earlier" ? readMark(firstPlan.mark) : undefined;
  const isTold = isMadeAgain(change, ctx);
  if (name === prior.bucket || name === null) {
    account(prior.bucket, ctx);
    if (name === null) planUndo(prior, remembered, ctx, reportLateName, planned.enabled !== false);
    else noteDesired(planned, ctx);
    await planChange(prior, planned, isTold, ctx);
    await planKey(planned, prior, ctx);
    const mark = {
      bucket: name,
      isOwned: true,
      isInPlace: name === null,
      givesUp: keyAtStake(planned, observedOf(prior)),
    };
    return { requiresReplace: [], mark: first ?? mark };
  }
  const isInPlace = goesOnInPlace(change, ctx);
  planUndo(prior, remembered, ctx, isInPlace ? (_, bucket) => reportMove(ctx, bucket, name) : reportDestroy);
  // Of what the plan of a replacement's create half says, Terraform shows nothing unless it is an error: it is said here.
  const mark = { ...(await planNew(planned, { ...NOTHING_KNOWN, isTold }, ctx)), isInPlace };
  await planKey(planned, null, ctx);
  return { requiresReplace: isInPlace ? [] : [["bucket"]], mark: first ?? mark };
}

/**
 * Another name replaces the resource. But where the name is known only during the apply, an update has been planned,
 * because a replacement would turn the bucket off and on again should the name come out the same; and what the plan
 * inside the apply finds must be an update then. Without a refresh (`-refresh=false`) every plan is an update up to
 * Terraform 1.15, also of a name that was known.
 */
function goesOnInPlace(change: Update, ctx: Ctx): boolean {
  const { firstPlan } = change;
  return firstPlan.kind === "earlier"
    ? readMark(firstPlan.mark)?.isInPlace === true
    : isMadeAgain(change, ctx);
}

/**
 * Whether the plan is made within the apply, after another one was shown. Up to Terraform 1.15 only one thing tells the two
 * apart: the shown one comes after a refresh of the resource.
 */
function isMadeAgain({ prior, firstPlan }: Update, { settings }: Ctx): boolean {
  if (firstPlan.kind === "untold") return !settings.ledger.isOwned(prior.bucket);
  return firstPlan.kind === "earlier";
}

/** The bucket of the state is to get another setting. */
async function planChange(prior: State, planned: Values, isTold: boolean, ctx: Ctx): Promise<void> {
  const { bucket } = prior;
  const desired = desiredOf(planned);
  const observed = observedOf(prior);
  await planSwitch(planned, observed, ctx);
  if (desired === undefined) {
    planUnknown(planned, bucket, observed, ctx);
    return;
  }
  const difference = diff(desired, observed);
  if (difference.action === "none") return;
  if (difference.weakening !== undefined) reportWeakening(ctx, bucket, difference.weakening);
  if (difference.action === "put" && difference.turnsOn && !isTold) noticeOnce(ctx, planned, { kind: "off" });
}

/** A KMS key is set or changed. One that the bucket has already is looked at by the refresh. */
async function planKey(planned: Values, prior: State | null, ctx: Ctx): Promise<void> {
  const { bucket, region, enabled, kms_master_key_id: keyId } = planned;
  if (enabled === false || !isKnown(bucket) || !isKnown(region) || !isKnown(keyId)) return;
  if (prior !== null && prior.region === region && keyOf(observedOf(prior)) === keyId) return;
  await checkKey({ bucket, region, keyId }, ctx);
}

/**
 * The planned values of a create or update: the configuration, with a default for what it leaves out. Nothing here
 * depends on the cloud, so that planning again during the apply gives the same.
 */
export function plannedValues(config: Values, prior: State | null, settings: Settings): Values {
  const enabled = config.enabled ?? true;
  return {
    ...config,
    id: config.bucket,
    enabled,
    sse_algorithm: config.sse_algorithm ?? defaultAlgorithm(enabled),
    region: config.region ?? regionOf(config, prior, settings),
    on_destroy: config.on_destroy ?? "disable",
  };
}

function defaultAlgorithm(enabled: Values["enabled"]): Values["sse_algorithm"] {
  if (isUnknown(enabled)) return UNKNOWN;
  return enabled === false ? null : "AES256";
}

/** A bucket never moves: the region that was found for it stays, until the configuration names another one. */
function regionOf(config: Values, prior: State | null, settings: Settings): Values["region"] {
  const ofProvider = defaultRegion(settings);
  if (prior === null || prior.region === null) return ofProvider;
  // Whether it is the same bucket is not known yet, so that both regions are possible.
  if (isUnknown(config.bucket)) return prior.region === ofProvider ? ofProvider : UNKNOWN;
  return prior.bucket === config.bucket ? prior.region : ofProvider;
}
