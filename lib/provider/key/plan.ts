import { hasKmsEndpoint, KMS_REGIONS } from "../../kms/index.ts";
import { type Change, type ConfiguredContext, isKnown, isUnknown, type Plan } from "../../plugin/index.ts";
import { kmsOf, type Settings } from "../settings.ts";
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
    diagnostics.error(
      "No region",
      "Nothing says in which region the key is. Set region here or in the provider block, or BAIDUCLOUD_REGION in the environment.",
      ["region"],
    );
  } else if (kms !== undefined && !hasKmsEndpoint(region, kms.kmsEndpoint)) {
    diagnostics.error(
      "No KMS in this region",
      `The region "${region}" has no documented KMS host; ${KMS_REGIONS.join(", ")} have one. Set kms_endpoint in the provider block or BOS_KMS_ENDPOINT.`,
      ["region"],
    );
  }
}

function refuseDisabledImport({ origin, enabled }: Values, { diagnostics }: Ctx): void {
  if (origin !== "EXTERNAL" || enabled !== false) return;
  diagnostics.error(
    "A key that waits for its material cannot be disabled",
    'With origin = "EXTERNAL" the new key is pending import. Leave enabled out, import the material, then disable the key.',
    ["enabled"],
  );
}

async function planUpdate(prior: State, planned: Values, ctx: Ctx): Promise<void> {
  const { settings, diagnostics, signal } = ctx;
  if (replacedFor(planned, prior).length > 0) {
    // Terraform plans the new key next, as a create, and never asks about a destroy of the old one.
    await planDeletion(prior, ctx);
    return;
  }
  if (isKnown(planned.description) && planned.description !== prior.description) {
    refuseDescription(prior, ctx);
  }
  const target = targetOf(prior, signal);
  if (planned.enabled === true && prior.enabled !== true) {
    kmsOf(settings)?.keys.expectEnabled(target);
  }
  if (planned.enabled === false && prior.enabled === true) {
    diagnostics.warning(
      `This disables KMS key "${target.keyId}"`,
      "Until it is enabled again, objects that were encrypted with it cannot be read, and uploads that need it fail. No call lists these objects.",
      ["enabled"],
    );
    await warnOfUsers("disable", target, planned.force === true, ctx);
  }
}

function refuseDescription({ key_id, description }: State, { diagnostics }: Ctx): void {
  diagnostics.error(
    `The description of KMS key "${key_id}" cannot be changed`,
    `No call of KMS changes it, and a new key for a new text would schedule this one for deletion. Write description = ${JSON.stringify(description)}, or leave it out. Where you want another key, add another resource.`,
    ["description"],
  );
}

async function planDeletion(prior: State, ctx: Ctx): Promise<void> {
  const { key_id: keyId, deletion_window_in_days: days } = prior;
  ctx.diagnostics.warning(
    `Destroying this makes all that KMS key "${keyId}" has encrypted unreadable`,
    `The key is disabled at once and deleted after ${days} days. Objects that were uploaded under it cannot be read from then on, wherever they are, and no call lists them. Until it is deleted, it can be saved: import it as a bos_kms_key with enabled = true.`,
  );
  await warnOfUsers("delete", targetOf(prior, ctx.signal), prior.force === true, ctx);
}
