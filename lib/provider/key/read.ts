import { describeKey, describeKeyState, isMissingKey, type KeyMetadata } from "../../kms/index.ts";
import type { ConfiguredContext, Diagnostics, ImportSource } from "../../plugin/index.ts";
import { checkKmsMasterKeyId, checkRegion } from "../../settings/index.ts";
import { reportKeyFailure } from "../failure.ts";
import { endOf } from "../key-check.ts";
import { askKms, readingIn, warnNotRead } from "../reading.ts";
import type { Settings } from "../settings.ts";
import { type State, stateOf, targetOf } from "./schema.ts";

/**
 * Refreshes a state. Null, with a warning, only for a key of which KMS says that there is none. While settings that it
 * takes to ask are not known the state stays as it is, with a warning.
 */
export async function read(state: State, ctx: ConfiguredContext<Settings>): Promise<State | null> {
  const { diagnostics, signal } = ctx;
  const target = targetOf(state, signal);
  const asking = askKms(target.region, ctx.settings);
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
        "The key does not exist any more, so it was removed from the Terraform state. What was encrypted with it cannot be read.",
        ["key_id"],
      );
    } else {
      reportKeyFailure(diagnostics, error, `Cannot read KMS key "${target.keyId}"`, { phase: "refresh" });
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
      `It will be permanently deleted ${endOf(key)}, and with it all that it has encrypted. It counts as disabled: enabled = true cancels the deletion.`,
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

/**
 * Imports `key_id`, or `region/key_id`. What the cloud cannot tell (`deletion_window_in_days`, `force`) comes in as its
 * default; a key that is pending import as one that is to be enabled.
 */
export async function importState(
  { id }: ImportSource,
  ctx: ConfiguredContext<Settings>,
): Promise<State | null> {
  const { diagnostics, signal } = ctx;
  const slash = id.indexOf("/");
  const keyId = id.slice(slash + 1);
  const written = slash === -1 ? null : id.slice(0, slash);
  const issues = [...checkKmsMasterKeyId(keyId), ...(written === null ? [] : checkRegion(written))];
  for (const { message } of issues) {
    diagnostics.error("Invalid import id", `${message} Import a key by its id, or by "region/id".`);
  }
  if (issues.length > 0) return null;
  const reading = readingIn(
    askKms(written, ctx.settings),
    ctx,
    `KMS key "${keyId}"`,
    `Import "region/${keyId}"`,
  );
  if (reading === undefined) return null;
  const { settings, region } = reading;
  try {
    const key = await describeKey(settings.kms, { keyId, region, signal });
    warnOfState(key, diagnostics);
    return stateOf(key, { ...NOT_TOLD, id: keyId, key_id: keyId, region });
  } catch (error) {
    reportKeyFailure(diagnostics, error, `Cannot import KMS key "${keyId}"`, { phase: "plan" });
    return null;
  }
}

const NOT_TOLD = {
  description: null,
  key_spec: null,
  protected_by: null,
  origin: null,
  enabled: true,
  rotation_cycle: null,
  deletion_window_in_days: 30,
  force: false,
};
