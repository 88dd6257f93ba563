import type { BceError } from "../../bos/index.ts";
import { describeKey, type KeyMetadata, type KeyTarget } from "../../kms/index.ts";
import { cancelKeyDeletion, disableKey, enableKey, enableRotation } from "../../kms/write.ts";
import type { ConfiguredContext, UpdateRequest } from "../../plugin/index.ts";
import { reportKeyFailure } from "../failure.ts";
import { type ReadySettings, ready, type Settings } from "../settings.ts";
import { cannotChange, refuseLateDescription } from "./messages.ts";
import { type State, type schema, targetOf } from "./schema.ts";
import { isRefusedForUsers } from "./users.ts";

/** One change of a key in place. */
export interface KeyChange {
  /** Whether the key is as it is to become. */
  readonly isDone: (key: KeyMetadata) => boolean;
  /** Asked before each write: false after it has reported why not. */
  readonly approve?: (unclear: BceError | undefined) => Promise<boolean>;
  /** Sends the write, once. */
  readonly send: () => Promise<unknown>;
}

/**
 * Looks at the key, judges the change and asks KMS for it; all of that again after a failure in passing, because a bucket
 * may have taken the key meanwhile. Nothing is written when the key is as it is to become.
 *
 * @returns the key as it was read when there was nothing to write, "changed" after a write, "refused" by `approve`
 * @throws BceError of the call that failed
 */
export async function applyChange(
  target: KeyTarget,
  { isDone, approve, send: write }: KeyChange,
  { kms, keys, attempts }: Pick<ReadySettings, "kms" | "keys" | "attempts">,
): Promise<KeyMetadata | "changed" | "refused"> {
  const ended = await attempts.run({ signal: target.signal }, async ({ send, unclear }) => {
    const key = await describeKey(kms, target);
    if (isDone(key)) return key;
    if (approve !== undefined && !(await approve(unclear))) return "refused";
    keys.forget(target);
    await send(write);
    return "changed";
  });
  if (ended.kind === "failed") throw ended.error;
  return ended.value;
}

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
    refuseLateDescription(diagnostics, target.keyId, prior.description);
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
    reportKeyFailure(diagnostics, error, cannotChange(target.keyId), { phase: "apply" });
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
