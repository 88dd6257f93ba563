import { checkBucketName, checkRegion, type Observed } from "../../encryption/index.ts";
import type { ConfiguredContext, ImportSource } from "../../plugin/index.ts";
import type { Target } from "../../reconcile/index.ts";
import { askBos, readingIn } from "../reading.ts";
import type { Settings } from "../settings.ts";
import { reportFailure } from "./failure.ts";
import type { identitySchema } from "./identity.ts";
import type { State } from "./schema.ts";
import { attributesOf } from "./state.ts";

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
    const sighting = await settings.reconciler.observe({ bucket, region }, ctx.signal);
    if (sighting.status === "missing") {
      diagnostics.error(
        `There is no bucket "${bucket}"`,
        `Region "${region}" has no bucket of that name that these credentials own, so there is nothing to import.${sighting.warning === undefined ? "" : ` ${sighting.warning}`}`,
      );
      return null;
    }
    return importedState({ bucket, region }, sighting.observed);
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
