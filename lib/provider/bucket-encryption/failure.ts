import { BceError } from "../../bos/index.ts";
import type { AttributePath, Diagnostics } from "../../plugin/index.ts";
import { ReconcileError } from "../../reconcile/index.ts";
import { DESTROY_WAY_OUT, type Phase } from "../way-out.ts";

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
