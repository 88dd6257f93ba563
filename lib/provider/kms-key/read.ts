import { describeKey, describeKeyState, isMissingKey, type KeyMetadata } from "../../kms/index.ts";
import type { ConfiguredContext, Diagnostics } from "../../plugin/index.ts";
import { endOf } from "../preflight/index.ts";
import { askKms, warnNotRead } from "../reading.ts";
import type { Settings } from "../settings.ts";
import { reportFailure } from "./failure.ts";
import type { State } from "./schema.ts";
import { stateOf, targetOf } from "./values.ts";

/**
 * Refreshes a state. Null, with a warning, only for a key of which KMS says that there is none. While settings that it
 * takes to ask are not known the state stays as it is, with a warning.
 */
export async function read(state: State, ctx: ConfiguredContext<Settings>): Promise<State | null> {
  const { diagnostics, signal } = ctx;
  const target = targetOf(state, signal);
  const asking = askKms(state.region ?? "", ctx.settings);
  if (asking.kind !== "ask") {
    const later = "What the state has of it counts for this plan.";
    if (asking.kind === "later") warnNotRead(`KMS key "${target.keyId}"`, asking.unknown, later, ctx);
    return state;
  }
  const { kms, keys } = asking.reading.settings;
  try {
    const key = await describeKey(kms, target);
    keys.note(target, key);
    warnOfState(key, diagnostics);
    return stateOf(key, state);
  } catch (error) {
    if (isMissingKey(error)) {
      diagnostics.warning(
        `KMS key "${target.keyId}" is gone`,
        "The key does not exist any more, so it leaves the state. What was encrypted with it cannot be read.",
        ["key_id"],
      );
    } else {
      reportFailure(diagnostics, error, `Cannot read KMS key "${target.keyId}"`, { phase: "refresh" });
    }
    return null;
  }
}

/** What the state cannot say: it only knows enabled or not. */
export function warnOfState(key: KeyMetadata, diagnostics: Diagnostics): void {
  const { keyId, state } = key;
  if (state === "enabled" || state === "disabled") return;
  if (state === "pending-deletion") {
    diagnostics.warning(
      `KMS key "${keyId}" is pending deletion`,
      `It will be gone for good ${endOf(key)}, and with it all that it has encrypted. It counts as disabled: enabled = true cancels the deletion.`,
      ["enabled"],
    );
  } else if (state === "pending-import") {
    diagnostics.warning(
      `KMS key "${keyId}" is pending import`,
      "It cannot be used before its material has been imported: in the console of KMS.",
      ["origin"],
    );
  } else {
    diagnostics.warning(
      `KMS key "${keyId}" is in the state ${describeKeyState(state)}`,
      "This state is not known here. The key counts as disabled: look at it in the console of KMS before you apply anything.",
      ["enabled"],
    );
  }
}
