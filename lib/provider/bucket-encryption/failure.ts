import { BceError } from "../../bos/index.ts";
import type { AttributePath, Diagnostics } from "../../plugin/index.ts";
import { ReconcileError } from "../../reconcile/index.ts";
import { DESTROY_WAY_OUT } from "../way-out.ts";

/**
 * Reports what a call or a reconcile rejected with. Anything but their two errors is a bug of ours and goes on up,
 * where it is shown as one. `data` is the read of a data source, which has no state that could be wrong.
 */
export function reportFailure(
  diagnostics: Diagnostics,
  error: unknown,
  summary: string,
  options: { readonly phase: "plan" | "data" | "apply" },
): void {
  if (!(error instanceof BceError || error instanceof ReconcileError)) throw error;
  const advice = [error.message];
  const isMisplaced = error.code === "BucketInOtherRegion" || error.code === "WrongRegion";
  if (isMisplaced && options.phase === "plan") {
    advice.push(
      "Where the state holds the wrong region, apply the corrected one with `terraform apply -refresh=false`.",
    );
  }
  if (options.phase !== "apply") advice.push(DESTROY_WAY_OUT);
  diagnostics.error(summary, advice.join(" "), attributeOf(error));
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
