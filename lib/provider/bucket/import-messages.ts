// What is said of how a bucket comes into a state, and goes from it: refresh, import, `moved` blocks.
import type { Diagnostics } from "../../plugin/index.ts";

// Refresh

/** What becomes of a state that could not be refreshed. */
export const STATE_COUNTS = "This plan uses the values in the state; the apply reads before it writes.";

/** @param warning what makes the answer doubtful */
export function warnGone(diagnostics: Diagnostics, bucket: string, warning: string | undefined): void {
  diagnostics.warning(
    `Bucket "${bucket}" is gone`,
    `The bucket does not exist any more, so it was removed from the Terraform state.${warning === undefined ? "" : ` ${warning}`}`,
    ["bucket"],
  );
}

// Import

export function reportInvalidSource(
  diagnostics: Diagnostics,
  source: "id" | "identity",
  message: string,
): void {
  diagnostics.error(
    source === "id" ? "Invalid import id" : "Invalid identity",
    `${message} Import a bucket by its name, by "region/name", or by an identity of bucket and region.`,
  );
}

/** How to name a region right there. */
export const importWithRegion = (bucket: string): string => `Import "region/${bucket}"`;

/** Finishes the sentence that there is no such bucket. */
export const NOTHING_TO_IMPORT = ", so there is nothing to import";

export const cannotImport = (bucket: string): string => `Cannot import the encryption of bucket "${bucket}"`;

// `terraform query`

/** How to name a region right there. */
export const REGION_IN_CONFIG = "Set region in the config block";

// Moved

/**
 * Moved, the state would hold the setting in place of the bucket, and nothing would manage the bucket any more.
 *
 * @param bucket undefined where the other resource's state does not name it
 */
export function reportBucketMoved(diagnostics: Diagnostics, bucket: string | undefined): void {
  diagnostics.error(
    "A bucket cannot become its encryption",
    `This moved block would remove the bucket itself from the state: a baiducloud_bos_bucket is the bucket, a bos_bucket_encryption only one setting of it. Keep the bucket's resource, remove the moved block, and import the setting beside it:

  import {
    to = bos_bucket_encryption.NAME
    id = "${bucket ?? "BUCKET"}"
  }`,
  );
}

export function reportForeignMoved(diagnostics: Diagnostics, typeName: string): void {
  diagnostics.error(
    `This ${typeName} is not about a bucket's encryption`,
    `Only what the null-resource engine keeps for a bucket can become a bos_bucket_encryption, and that one is keyed by a bucket's name. Remove the moved block; to manage a bucket's encryption from here on, write the resource: an equal setting is adopted and nothing is written.`,
  );
}

/** Of the engine's two resources for a bucket the wrong one. */
export function reportApplyMoved(diagnostics: Diagnostics, typeName: string, bucket: string): void {
  diagnostics.error(
    `This ${typeName} applies the encryption of bucket "${bucket}", and is not the one to move`,
    `The null-resource engine keeps two resources for a bucket. Move the one with "lifecycle" in its name, and remove this one from the state without a destroy:

  moved {
    from = ${typeName}.NAME_lifecycle
    to   = bos_bucket_encryption.NAME
  }
  removed {
    from = ${typeName}.NAME_apply
    lifecycle {
      destroy = false
    }
  }

A bucket whose encryption is to be off has no such resource: then only the removed block is needed.`,
  );
}

export function warnOtherEndpoint(diagnostics: Diagnostics, bucket: string, endpoint: string): void {
  diagnostics.warning(
    `Bucket "${bucket}" was set through ${endpoint}`,
    "The provider uses the endpoint of its own settings. At a different endpoint, a bucket of this name is a different bucket: write the endpoint into the provider block, or set BOS_ENDPOINT.",
  );
}
