import type { Difference, Weakening } from "../../encryption/index.ts";
import type { Diagnostics } from "../../plugin/index.ts";
import type { Clash } from "./ledger.ts";

/** One fixed summary: for a hundred buckets Terraform folds these into one. */
export function noticeNewUploadsOnly(diagnostics: Diagnostics, bucket: string | undefined): void {
  const which = bucket === undefined ? "the bucket" : `bucket "${bucket}"`;
  diagnostics.warning(
    "Turning encryption on covers new uploads only",
    `Objects that are in ${which} already stay as they are. Copying an object onto itself encrypts it with the new setting.`,
  );
}

/** The bucket stands in the summary, so that Terraform folds no two of these into one. */
export function noticeWeakening(diagnostics: Diagnostics, bucket: string, weakening: Weakening): void {
  diagnostics.warning(
    `${WEAKENING_SUMMARY[weakening.kind]} of bucket "${bucket}"`,
    `After this change new uploads to the bucket ${weakening.consequence}. Objects that are in it already stay as they are.`,
    weakening.kind === "turned-off" ? ["enabled"] : ["kms_master_key_id"],
  );
}

const WEAKENING_SUMMARY: Record<Weakening["kind"], string> = {
  "turned-off": "This turns off the encryption",
  "kms-key-dropped": "This drops the KMS key",
  "kms-key-replaced": "This replaces the KMS key",
};

/** A weakening that depends on a value which is known only after the apply. */
export function noticePossibleWeakening(diagnostics: Diagnostics, bucket: string, attribute: string): void {
  diagnostics.warning(
    `This may weaken the encryption of bucket "${bucket}"`,
    `${attribute} is known only after the apply: it may turn encryption off, or take another KMS key than the bucket has now.`,
    [attribute],
  );
}

export function noticeDestroy(diagnostics: Diagnostics, bucket: string): void {
  diagnostics.warning(
    `Destroying this turns off the encryption of bucket "${bucket}"`,
    'After the destroy new uploads to the bucket are stored unencrypted. To leave the bucket as it is, set on_destroy = "retain" and apply that first.',
  );
}

/** What an adoption replaces; for a bucket that nobody here has set so far. */
export function noticeAdoption(
  diagnostics: Diagnostics,
  bucket: string,
  difference: Exclude<Difference, { action: "none" }>,
): void {
  diagnostics.warning(
    `This takes over the encryption of bucket "${bucket}"`,
    `The bucket has a setting that is not in this state: ${difference.reason}. The apply replaces it.`,
    ["bucket"],
  );
}

export function reportClash(diagnostics: Diagnostics, bucket: string, clash: Clash): void {
  const [summary, detail] = CLASHES[clash];
  diagnostics.error(`${summary} bucket "${bucket}"`, detail, ["bucket"]);
}

const CLASHES: Record<Clash, readonly [summary: string, detail: string]> = {
  "different-wishes": [
    "Two resources want different things of",
    "One bucket has one encryption setting: the two would undo each other at every apply. Keep one of the resources.",
  ],
  "destroyed-beside-a-wish": [
    "One resource would turn off what another one wants of",
    `Terraform may carry out the two in either order, and the bucket could end unencrypted. If the resource was renamed, say so, and nothing is destroyed:

  moved {
    from = bos_bucket_encryption.OLD_NAME
    to   = bos_bucket_encryption.NEW_NAME
  }

If two resources had the same bucket and one is to go, take it out of the state without a destroy:

  removed {
    from = bos_bucket_encryption.NAME
    lifecycle {
      destroy = false
    }
  }

If an interrupted replacement left a deposed object, \`terraform state rm\` the resource and import it again; neither touches the bucket.`,
  ],
};
