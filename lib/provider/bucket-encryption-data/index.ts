// The data source `bos_bucket_encryption`: how one bucket encrypts, for preconditions, checks and outputs.
// Never here: a write, and what a resource wants (bucket-encryption).
// lib/provider/provider.ts imports it; bucket-encryptions-data shares its words for what a bucket has.

import { checkBucketName, checkRegion } from "../../encryption/index.ts";
import { type DataSourceDefinition, isKnown } from "../../plugin/index.ts";
import { DESTROY_WAY_OUT, reportFailure } from "../bucket-encryption/failure.ts";
import { readingIn } from "../reading.ts";
import type { Settings } from "../settings.ts";
import { factsOf } from "./facts.ts";
import { schema } from "./schema.ts";

/** A bucket that is missing or cannot be read is an error: neither may pass for one that is off. */
export const bucketEncryptionData: DataSourceDefinition<Settings, typeof schema> = {
  schema,

  validate({ bucket, region }, { diagnostics }) {
    const issues = [
      ...(isKnown(bucket) ? checkBucketName(bucket) : []),
      ...(isKnown(region) ? checkRegion(region) : []),
    ];
    for (const { field, message } of issues) diagnostics.error(`Invalid ${field}`, message, [field]);
  },

  async read({ bucket, region: written }, ctx) {
    const { diagnostics } = ctx;
    const reading = readingIn(written, ctx, `Bucket "${bucket}"`, "Set region in this block");
    if (reading === undefined) return null;
    const { settings, region } = reading;
    try {
      const sighting = await settings.reconciler.observe({ bucket, region }, ctx.signal);
      if (sighting.status === "missing") {
        diagnostics.error(
          `There is no bucket "${bucket}"`,
          `Region "${region}" has no bucket of that name that these credentials own.${sighting.warning === undefined ? "" : ` ${sighting.warning}`} ${DESTROY_WAY_OUT}`,
          ["bucket"],
        );
        return null;
      }
      const { observed } = sighting;
      return { bucket, region, encrypted: observed.kind !== "disabled", ...factsOf(observed) };
    } catch (error) {
      reportFailure(diagnostics, error, `Cannot read the encryption of bucket "${bucket}"`, {
        phase: "data",
      });
      return null;
    }
  },
};
