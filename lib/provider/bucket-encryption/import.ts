import { checkBucketName, checkRegion } from "../../encryption/index.ts";
import type { ConfiguredContext, ImportSource } from "../../plugin/index.ts";
import type { Settings } from "../settings.ts";
import { reportFailure } from "./failure.ts";
import type { State } from "./schema.ts";
import { attributesOf } from "./state.ts";

/**
 * Imports `bucket`, or `region/bucket`. A bucket that is off comes in as `enabled = false`; one that is missing is an
 * error. What the cloud cannot tell (`on_destroy`, `on_conflict`) comes in as its default.
 */
export async function importState(
  { id }: ImportSource,
  ctx: ConfiguredContext<Settings>,
): Promise<State | null> {
  const { settings, diagnostics } = ctx;
  const slash = id.indexOf("/");
  const bucket = id.slice(slash + 1);
  const region =
    slash === -1 ? (settings.kind === "ready" ? settings.region : undefined) : id.slice(0, slash);
  const issues = [...checkBucketName(bucket), ...(region === undefined ? [] : checkRegion(region))];
  for (const { message } of issues) {
    diagnostics.error("Invalid import id", `${message} Import a bucket by its name, or by "region/name".`);
  }
  if (issues.length > 0) return null;
  if (settings.kind === "unknown") {
    diagnostics.error(
      "The provider's settings are not known yet",
      `Bucket "${bucket}" cannot be read before they are: apply first what they depend on, then import.`,
    );
    return null;
  }
  if (region === undefined) {
    diagnostics.error(
      "No region",
      `Nothing says in which region bucket "${bucket}" is. Import "region/${bucket}", or set region in the provider block or BAIDUCLOUD_REGION in the environment.`,
    );
    return null;
  }
  try {
    const sighting = await settings.reconciler.observe({ bucket, region }, ctx.signal);
    if (sighting.status === "missing") {
      diagnostics.error(
        `There is no bucket "${bucket}"`,
        `Region "${region}" has no bucket of that name that these credentials own, so there is nothing to import.${sighting.warning === undefined ? "" : ` ${sighting.warning}`}`,
      );
      return null;
    }
    const written = {
      sse_algorithm: null,
      kms_master_key_id: null,
      on_destroy: "disable",
      on_conflict: null,
      timeouts: null,
    };
    return { id: bucket, bucket, region, enabled: true, ...written, ...attributesOf(sighting.observed) };
  } catch (error) {
    reportFailure(diagnostics, error, `Cannot import the encryption of bucket "${bucket}"`, {
      phase: "plan",
    });
    return null;
  }
}
