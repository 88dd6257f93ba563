import { describeKey, isMissingKey } from "../../kms/index.ts";
import type { ConfiguredContext, ImportSource } from "../../plugin/index.ts";
import { checkKmsMasterKeyId, checkRegion } from "../../settings/index.ts";
import { reportKeyFailure } from "../failure.ts";
import { askKms, keyNamed, readingIn, warnNotRead } from "../reading.ts";
import type { Settings } from "../settings.ts";
import {
  cannotImport,
  cannotRead,
  importWithRegion,
  reportInvalidId,
  STATE_COUNTS,
  warnGone,
  warnOfState,
} from "./messages.ts";
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
    if (asking.kind === "later") warnNotRead(keyNamed(target.keyId), asking.unknown, STATE_COUNTS, ctx);
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
      warnGone(diagnostics, target.keyId);
    } else {
      reportKeyFailure(diagnostics, error, cannotRead(target.keyId), { phase: "refresh" });
    }
    return null;
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
  for (const { message } of issues) reportInvalidId(diagnostics, message);
  if (issues.length > 0) return null;
  const reading = readingIn(askKms(written, ctx.settings), ctx, keyNamed(keyId), importWithRegion(keyId));
  if (reading === undefined) return null;
  const { settings, region } = reading;
  try {
    const key = await describeKey(settings.kms, { keyId, region, signal });
    warnOfState(key, diagnostics);
    return stateOf(key, { ...NOT_TOLD, id: keyId, key_id: keyId, region });
  } catch (error) {
    reportKeyFailure(diagnostics, error, cannotImport(keyId), { phase: "plan" });
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
