import { keyOf } from "../../encryption/index.ts";
import type { ConfiguredContext } from "../../plugin/index.ts";
import { warnOfUnusableKey } from "../preflight/index.ts";
import { askBos, readingIn, warnNotRead } from "../reading.ts";
import type { Settings } from "../settings.ts";
import { reportFailure } from "./failure.ts";
import type { State } from "./schema.ts";
import { attributesOf, observedOf } from "./state.ts";

/**
 * Refreshes a state. Null, with a warning, only for a bucket that is surely gone; what cannot be read is an error,
 * and while settings that it takes to ask are not known the state stays as it is, with a warning. One that has been moved
 * from the null-resource engine may have no region yet: it gets the provider's.
 */
export async function read(state: State, ctx: ConfiguredContext<Settings>): Promise<State | null> {
  const { diagnostics } = ctx;
  const { bucket } = state;
  const { ledger } = ctx.settings;
  ledger.noteOwned(bucket, keyOf(observedOf(state)) ?? null);
  const asking = askBos(state.region, ctx.settings);
  if (asking.kind === "later") {
    const later = "What the state has of it counts for this plan; the apply reads before it writes.";
    warnNotRead(`Bucket "${bucket}"`, asking.unknown, later, ctx);
    return state;
  }
  const reading = readingIn(asking, ctx, `Bucket "${bucket}"`);
  if (reading === undefined) return null;
  const { settings, region } = reading;
  try {
    const sighting = await settings.reconciler.observe({ bucket, region }, ctx.signal);
    if (sighting.status === "missing") {
      diagnostics.warning(
        `Bucket "${bucket}" is gone`,
        `The bucket does not exist any more, so its encryption leaves the state.${sighting.warning === undefined ? "" : ` ${sighting.warning}`}`,
        ["bucket"],
      );
      return null;
    }
    const read = { ...state, region, ...attributesOf(sighting.observed) };
    const { enabled, kms_master_key_id: keyId } = read;
    ledger.noteOwned(bucket, keyOf(sighting.observed) ?? null);
    if (enabled !== false && keyId !== null) {
      await warnOfUnusableKey({ bucket, region, keyId }, ctx);
    }
    return read;
  } catch (error) {
    reportFailure(diagnostics, error, `Cannot read the encryption of bucket "${bucket}"`, {
      phase: "refresh",
    });
    ledger.noteError();
    return null;
  }
}
