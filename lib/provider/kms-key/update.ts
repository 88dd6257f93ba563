import { describeKey, type KeyTarget } from "../../kms/index.ts";
import { cancelKeyDeletion, disableKey, enableKey, enableRotation } from "../../kms/write.ts";
import type { ConfiguredContext, UpdateRequest } from "../../plugin/index.ts";
import { ready } from "../ready.ts";
import type { ReadySettings, Settings } from "../settings.ts";
import { reportFailure } from "./failure.ts";
import { isRefusedForUsers } from "./in-use.ts";
import type { State, schema } from "./schema.ts";
import { targetOf } from "./values.ts";

/** Changes in place, the loss of the key last. After a failure the state holds what was done before it. */
export async function update(
  { prior, planned }: UpdateRequest<typeof schema>,
  context: ConfiguredContext<Settings>,
): Promise<State | null> {
  const ctx = ready(context);
  const { settings, diagnostics, signal } = ctx;
  // Of an update nothing is left unknown: what has no value in the configuration has its prior one.
  const wanted = planned as State;
  const target = targetOf(prior, signal);
  if (wanted.description !== prior.description) {
    diagnostics.error(
      `The description of KMS key "${target.keyId}" cannot be changed`,
      `No call of KMS changes it. It is ${JSON.stringify(prior.description)}: write that, or leave it out.`,
      ["description"],
    );
    return null;
  }
  const { deletion_window_in_days, force } = wanted;
  let reached: State = { ...prior, deletion_window_in_days, force };
  try {
    if (wanted.enabled === true && prior.enabled !== true) {
      await enable(target, settings);
      reached = { ...reached, enabled: true };
    }
    if (wanted.rotation_cycle !== prior.rotation_cycle) {
      await enableRotation(settings.kms, { ...target, rotateCycle: wanted.rotation_cycle ?? 0 });
      reached = { ...reached, rotation_cycle: wanted.rotation_cycle };
    }
    if (wanted.enabled === false && prior.enabled !== false) {
      if (await isRefusedForUsers("disable", target, force === true, ctx)) return reached;
      settings.keys.forget(target);
      await disableKey(settings.kms, target);
    }
    return wanted;
  } catch (error) {
    reportFailure(diagnostics, error, `Cannot change KMS key "${target.keyId}"`, { phase: "apply" });
    return reached;
  }
}

/** Makes the key usable; one that is pending deletion is saved first, and may come back enabled or not. */
async function enable(target: KeyTarget, { kms, keys }: ReadySettings): Promise<void> {
  let key = await describeKey(kms, target);
  if (key.state === "pending-deletion") {
    await cancelKeyDeletion(kms, target);
    key = await describeKey(kms, target);
  }
  if (key.state !== "enabled") await enableKey(kms, target);
  const { deletionDate: _, ...saved } = key;
  keys.note(target, { ...saved, state: "enabled" });
}
