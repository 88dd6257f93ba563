import { keyOf, type Observed } from "../../encryption/index.ts";
import type { ConfiguredContext, ImportSource } from "../../plugin/index.ts";
import type { Target } from "../../reconcile/index.ts";
import { checkBucketName, checkRegion } from "../../settings/index.ts";
import { reportFailure } from "../failure.ts";
import { warnOfUnusableKey } from "../key-check.ts";
import { askBos, readingIn, warnNotRead } from "../reading.ts";
import type { Settings } from "../settings.ts";
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
    const later = "What the state has of it counts for this plan; the apply reads before it writes.";
    warnNotRead(`Bucket "${bucket}"`, asking.unknown, later, ctx);
    return state;
  }
  const reading = readingIn(asking, ctx, `Bucket "${bucket}"`);
  if (reading === undefined) return null;
  const { settings, region } = reading;
  try {
    const observation = await settings.reconciler.observe({ bucket, region }, ctx.signal);
    if (observation.status === "missing") {
      diagnostics.warning(
        `Bucket "${bucket}" is gone`,
        `The bucket does not exist any more, so it was removed from the Terraform state.${observation.warning === undefined ? "" : ` ${observation.warning}`}`,
        ["bucket"],
      );
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
    reportFailure(diagnostics, error, `Cannot read the encryption of bucket "${bucket}"`, {
      phase: "refresh",
    });
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
  for (const { message } of issues) {
    diagnostics.error(
      source.kind === "id" ? "Invalid import id" : "Invalid identity",
      `${message} Import a bucket by its name, by "region/name", or by an identity of bucket and region.`,
    );
  }
  if (issues.length > 0) return null;
  const reading = readingIn(
    askBos(written, ctx.settings),
    ctx,
    `Bucket "${bucket}"`,
    `Import "region/${bucket}"`,
  );
  if (reading === undefined) return null;
  const { settings, region } = reading;
  try {
    const observation = await settings.reconciler.observe({ bucket, region }, ctx.signal);
    if (observation.status === "missing") {
      diagnostics.error(
        `There is no bucket "${bucket}"`,
        `Region "${region}" has no bucket of that name that these credentials own, so there is nothing to import.${observation.warning === undefined ? "" : ` ${observation.warning}`}`,
      );
      return null;
    }
    return importedState({ bucket, region }, observation.observed);
  } catch (error) {
    reportFailure(diagnostics, error, `Cannot import the encryption of bucket "${bucket}"`, {
      phase: "plan",
    });
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
