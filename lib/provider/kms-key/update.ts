import type { BceError } from "../../bos/index.ts";
import { describeKey, type KeyTarget } from "../../kms/index.ts";
import { cancelKeyDeletion, disableKey, enableKey, enableRotation } from "../../kms/write.ts";
import type { ConfiguredContext, UpdateRequest } from "../../plugin/index.ts";
import { ready } from "../ready.ts";
import type { ReadySettings, Settings } from "../settings.ts";
import { applyChange, type KeyChange } from "./change.ts";
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
      const rotateCycle = wanted.rotation_cycle ?? 0;
      await applyChange(
        target,
        {
          isDone: (key) => (key.rotateCycle ?? 0) === rotateCycle,
          send: () => enableRotation(settings.kms, { ...target, rotateCycle }),
        },
        settings,
      );
      reached = { ...reached, rotation_cycle: wanted.rotation_cycle };
    }
    if (wanted.enabled === false && prior.enabled !== false) {
      const approve = async (unclear: BceError | undefined) =>
        !(await isRefusedForUsers("disable", target, force === true, ctx, unclear));
      if ((await disable(target, settings, approve)) === "refused") return reached;
    }
    return wanted;
  } catch (error) {
    reportFailure(diagnostics, error, `Cannot change KMS key "${target.keyId}"`, { phase: "apply" });
    return reached;
  }
}

/** Makes the key usable; one that is pending deletion is saved first, and may come back enabled or not. */
async function enable(target: KeyTarget, settings: ReadySettings): Promise<void> {
  const { kms, keys } = settings;
  await applyChange(
    target,
    { isDone: ({ state }) => state !== "pending-deletion", send: () => cancelKeyDeletion(kms, target) },
    settings,
  );
  await applyChange(
    target,
    { isDone: ({ state }) => state === "enabled", send: () => enableKey(kms, target) },
    settings,
  );
  const { deletionDate: _, ...saved } = await describeKey(kms, target);
  keys.note(target, { ...saved, state: "enabled" });
}

/** Makes the key unusable until it is enabled again. */
export function disable(
  target: KeyTarget,
  settings: ReadySettings,
  approve?: KeyChange["approve"],
): ReturnType<typeof applyChange> {
  return applyChange(
    target,
    {
      isDone: ({ state }) => state === "disabled",
      ...(approve && { approve }),
      send: () => disableKey(settings.kms, target),
    },
    settings,
  );
}
