import { BceError } from "../bos/index.ts";
import type { AttributePath, Diagnostics } from "../plugin/index.ts";
import { ReconcileError, type Target } from "../reconcile/index.ts";

/** In what a failure comes: `refresh` is the read of what is in the state, `plan` any other one that writes nothing. */
export type Phase = "refresh" | "plan" | "apply";

/**
 * How to destroy what is in the state and cannot be read: `terraform destroy` begins with an ordinary plan, and tells a
 * provider of neither. So it is said of what there is to destroy, where its refresh fails; at every other error of a plan
 * (of a create, a data source, an import) it would stand where mostly nobody wants to destroy anything. The docs have it for
 * those (docs/provider.md, "When BOS stands in the way of a destroy").
 */
const DESTROY_WAY_OUT = "To destroy only, run `terraform destroy -refresh=false`.";

/**
 * Reports what a call or a reconcile rejected with. Anything but their two errors is a bug of ours and goes on up,
 * where it is shown as one.
 */
export function reportFailure(
  diagnostics: Diagnostics,
  error: unknown,
  summary: string,
  { phase }: { readonly phase: Phase },
): void {
  if (!(error instanceof BceError || error instanceof ReconcileError)) throw error;
  const isMisplaced = error.code === "BucketInOtherRegion" || error.code === "WrongRegion";
  const advice = [
    ...(isMisplaced
      ? [
          "Where the state holds the wrong region, apply the corrected one with `terraform apply -refresh=false`.",
        ]
      : []),
    DESTROY_WAY_OUT,
  ];
  const detail = phase === "refresh" ? [error.message, ...advice].join(" ") : error.message;
  diagnostics.error(summary, detail, attributeOf(error));
}

/** The attribute that the user would change. */
function attributeOf({ code }: BceError | ReconcileError): AttributePath {
  switch (code) {
    case "BucketInOtherRegion":
    case "WrongRegion":
      return ["region"];
    case "InvalidKmsKey":
    case "KeyNotShown":
      return ["kms_master_key_id"];
    case "InvalidAlgorithm":
      return ["sse_algorithm"];
    default:
      return ["bucket"];
  }
}

/** The same for a key: no attribute of it is to blame for what KMS answers. */
export function reportKeyFailure(
  diagnostics: Diagnostics,
  error: unknown,
  summary: string,
  { phase }: { readonly phase: Phase },
): void {
  if (!(error instanceof BceError)) throw error;
  diagnostics.error(summary, phase === "refresh" ? `${error.message} ${DESTROY_WAY_OUT}` : error.message);
}

/** The account's buckets cannot be listed. Anything but an answer of BOS goes on up, as with {@link reportFailure}. */
export function reportListFailure(diagnostics: Diagnostics, error: unknown): void {
  if (!(error instanceof BceError)) throw error;
  diagnostics.error("Cannot list the buckets of this account", error.message);
}

/** The summary of whatever keeps a bucket's encryption from being read. */
export const cannotReadEncryption = (bucket: string): string =>
  `Cannot read the encryption of bucket "${bucket}"`;

/**
 * A bucket that somebody has asked for by its name is not there.
 *
 * @param warning what makes the answer doubtful
 * @param consequence goes on with the first sentence
 */
export function describeNoBucket(
  { bucket, region }: Target,
  warning: string | undefined,
  consequence = "",
): { readonly summary: string; readonly detail: string } {
  return {
    summary: `There is no bucket "${bucket}"`,
    detail: `Region "${region}" has no bucket of that name that these credentials own${consequence}.${warning === undefined ? "" : ` ${warning}`}`,
  };
}
