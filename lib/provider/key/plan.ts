import { hasKmsEndpoint } from "../../kms/index.ts";
import { type Change, type ConfiguredContext, isKnown, isUnknown, type Plan } from "../../plugin/index.ts";
import { reportNoRegion } from "../reading.ts";
import { kmsOf, type Settings } from "../settings.ts";
import {
  refuseDescription,
  reportDisabledImport,
  reportNoKms,
  warnDestroy,
  warnDisable,
} from "./messages.ts";
import { plannedValues, replacedFor, type State, type schema, targetOf, type Values } from "./schema.ts";
import { warnOfUsers } from "./users.ts";

type Ctx = ConfiguredContext<Settings>;

/** Says what an apply would do. What the cloud answers adds diagnostics only, never a planned value. */
export async function plan(change: Change<typeof schema>, ctx: Ctx): Promise<Plan<typeof schema>> {
  if (change.kind === "destroy") {
    await planDeletion(change.prior, ctx);
    return { planned: null };
  }
  const planned = plannedValues(change.config, change.prior, ctx.settings);
  requireRegion(planned, ctx);
  if (change.kind === "create") refuseDisabledImport(planned, ctx);
  else await planUpdate(change.prior, planned, ctx);
  return { planned, requiresReplace: replacedFor(planned, change.prior).map((name) => [name]) };
}

function requireRegion({ region }: Values, { settings, diagnostics }: Ctx): void {
  if (isUnknown(region)) return;
  const kms = kmsOf(settings);
  if (region === null) {
    reportNoRegion(diagnostics, "key");
  } else if (kms !== undefined && !hasKmsEndpoint(region, kms.kmsEndpoint)) {
    reportNoKms(diagnostics, region);
  }
}

function refuseDisabledImport({ origin, enabled }: Values, { diagnostics }: Ctx): void {
  if (origin === "EXTERNAL" && enabled === false) reportDisabledImport(diagnostics);
}

async function planUpdate(prior: State, planned: Values, ctx: Ctx): Promise<void> {
  const { settings, diagnostics, signal } = ctx;
  if (replacedFor(planned, prior).length > 0) {
    // Terraform plans the new key next, as a create, and never asks about a destroy of the old one.
    await planDeletion(prior, ctx);
    return;
  }
  if (isKnown(planned.description) && planned.description !== prior.description) {
    refuseDescription(diagnostics, prior.key_id, prior.description);
  }
  const target = targetOf(prior, signal);
  if (planned.enabled === true && prior.enabled !== true) {
    kmsOf(settings)?.keys.expectEnabled(target);
  }
  if (planned.enabled === false && prior.enabled === true) {
    warnDisable(diagnostics, target.keyId);
    await warnOfUsers("disable", target, planned.force === true, ctx);
  }
}

async function planDeletion(prior: State, ctx: Ctx): Promise<void> {
  const { key_id: keyId, deletion_window_in_days: days } = prior;
  warnDestroy(ctx.diagnostics, keyId, days);
  await warnOfUsers("delete", targetOf(prior, ctx.signal), prior.force === true, ctx);
}
