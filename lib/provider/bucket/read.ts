import { keyOf, type Observed } from "../../encryption/index.ts";
import type { ConfiguredContext, ImportSource } from "../../plugin/index.ts";
import type { Target } from "../../reconcile/index.ts";
import { checkBucketName, checkRegion } from "../../settings/index.ts";
import { cannotReadEncryption, describeNoBucket, reportFailure } from "../failure.ts";
import { warnOfUnusableKey } from "../key-check.ts";
import { askBos, bucketNamed, readingIn, warnNotRead } from "../reading.ts";
import type { Settings } from "../settings.ts";
import {
  cannotImport,
  importWithRegion,
  NOTHING_TO_IMPORT,
  reportInvalidSource,
  STATE_COUNTS,
  warnGone,
} from "./import-messages.ts";
import type { identitySchema, State } from "./schema.ts";
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
    warnNotRead(bucketNamed(bucket), asking.unknown, STATE_COUNTS, ctx);
    return state;
  }
  const reading = readingIn(asking, ctx, bucketNamed(bucket));
  if (reading === undefined) return null;
  const { settings, region } = reading;
  try {
    const observation = await settings.reconciler.observe({ bucket, region }, ctx.signal);
    if (observation.status === "missing") {
      warnGone(diagnostics, bucket, observation.warning);
      return null;
    }
    const read = { ...state, region, ...attributesOf(observation.observed) };
    const { enabled, kms_master_key_id: keyId } = read;
    ledger.noteOwned(bucket, keyOf(observation.observed) ?? null);
    if (enabled !== false && keyId !== null) {
      await warnOfUnusableKey({ bucket, region, keyId }, ctx);
    }
    return read;
  } catch (error) {
    reportFailure(diagnostics, error, cannotReadEncryption(bucket), { phase: "refresh" });
    ledger.noteError();
    return null;
  }
}

type Source = ImportSource<typeof identitySchema>;

/**
 * Imports `bucket`, `region/bucket`, or an identity. A bucket that is off comes in as `enabled = false`; one that is
 * missing is an error.
 */
export async function importState(source: Source, ctx: ConfiguredContext<Settings>): Promise<State | null> {
  const { diagnostics } = ctx;
  const { bucket, region: written } = namedBy(source);
  const issues = [...checkBucketName(bucket), ...(written === null ? [] : checkRegion(written))];
  for (const { message } of issues) reportInvalidSource(diagnostics, source.kind, message);
  if (issues.length > 0) return null;
  const reading = readingIn(
    askBos(written, ctx.settings),
    ctx,
    bucketNamed(bucket),
    importWithRegion(bucket),
  );
  if (reading === undefined) return null;
  const { settings, region } = reading;
  try {
    const observation = await settings.reconciler.observe({ bucket, region }, ctx.signal);
    if (observation.status === "missing") {
      const { summary, detail } = describeNoBucket(
        { bucket, region },
        observation.warning,
        NOTHING_TO_IMPORT,
      );
      diagnostics.error(summary, detail);
      return null;
    }
    return importedState({ bucket, region }, observation.observed);
  } catch (error) {
    reportFailure(diagnostics, error, cannotImport(bucket), { phase: "plan" });
    return null;
  }
}

/** The state of a bucket that was found. What the cloud cannot tell (`on_destroy`, `on_conflict`) is its default. */
export function importedState({ bucket, region }: Target, observed: Observed): State {
  const written = {
    sse_algorithm: null,
    kms_master_key_id: null,
    on_destroy: "disable",
    on_conflict: null,
    timeouts: null,
  };
  return { id: bucket, bucket, region, enabled: true, ...written, ...attributesOf(observed) };
}

function namedBy(source: Source): { readonly bucket: string; readonly region: string | null } {
  if (source.kind === "identity") return source.identity;
  const { id } = source;
  const slash = id.indexOf("/");
  return { bucket: id.slice(slash + 1), region: slash === -1 ? null : id.slice(0, slash) };
}
