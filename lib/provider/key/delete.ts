import { isMissingKey } from "../../kms/index.ts";
import { scheduleKeyDeletion } from "../../kms/write.ts";
import type { ConfiguredContext } from "../../plugin/index.ts";
import { reportKeyFailure } from "../failure.ts";
import { ready, type Settings } from "../settings.ts";
import { cannotDelete, warnScheduled } from "./messages.ts";
import { type State, targetOf } from "./schema.ts";
import { applyChange } from "./update.ts";
import { isRefusedForUsers } from "./users.ts";

/** Schedules the key's deletion, unless buckets use it. One that is gone, or scheduled already, counts as done. */
export async function remove(state: State, context: ConfiguredContext<Settings>): Promise<void> {
  const ctx = ready(context);
  const { settings, diagnostics, signal } = ctx;
  const target = targetOf(state, signal);
  const windowDays = state.deletion_window_in_days ?? 30;
  let deletionDate: string | undefined;
  try {
    const ended = await applyChange(
      target,
      {
        isDone: (key) => key.state === "pending-deletion",
        approve: async (unclear) =>
          !(await isRefusedForUsers("delete", target, state.force === true, ctx, unclear)),
        send: async () => {
          deletionDate = await scheduleKeyDeletion(settings.kms, { ...target, windowDays });
        },
      },
      settings,
    );
    if (ended === "refused") return;
    warnScheduled(diagnostics, target.keyId, ended === "changed" ? deletionDate : ended.deletionDate);
  } catch (error) {
    if (isMissingKey(error)) return;
    reportKeyFailure(diagnostics, error, cannotDelete(target.keyId), {
      phase: "apply",
    });
  }
}
