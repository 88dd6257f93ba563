import type { ConfiguredContext } from "../../plugin/index.ts";
import { warnOfUnusableKey } from "../preflight/index.ts";
import type { Settings } from "../settings.ts";
import { reportFailure } from "./failure.ts";
import type { State } from "./schema.ts";
import { attributesOf } from "./state.ts";

/**
 * Refreshes a state. Null, with a warning, only for a bucket that is surely gone; what cannot be read is an error,
 * and while the provider's settings are unknown the state stays as it is.
 */
export async function read(state: State, ctx: ConfiguredContext<Settings>): Promise<State | null> {
  const { settings, diagnostics } = ctx;
  if (settings.kind === "unknown") return state;
  const { bucket, region } = state;
  try {
    const sighting = await settings.reconciler.observe({ bucket, region: region ?? "" }, ctx.signal);
    if (sighting.status === "missing") {
      diagnostics.warning(
        `Bucket "${bucket}" is gone`,
        `The bucket does not exist any more, so its encryption leaves the state.${sighting.warning === undefined ? "" : ` ${sighting.warning}`}`,
        ["bucket"],
      );
      return null;
    }
    const read = { ...state, ...attributesOf(sighting.observed) };
    const { enabled, kms_master_key_id: keyId } = read;
    if (enabled !== false && keyId !== null) {
      await warnOfUnusableKey({ bucket, region: region ?? "", keyId }, ctx);
    }
    return read;
  } catch (error) {
    reportFailure(diagnostics, error, `Cannot read the encryption of bucket "${bucket}"`, { phase: "plan" });
    return null;
  }
}
