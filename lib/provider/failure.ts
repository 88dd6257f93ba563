import { BceError } from "../bos/index.ts";
import type { AttributePath, Diagnostics } from "../plugin/index.ts";
import { ReconcileError } from "../reconcile/index.ts";

/** In what a failure comes: `refresh` is the read of what is in the state, `plan` any other one that writes nothing. */
export type Phase = "refresh" | "plan" | "apply";

/**
 * How to destroy what is in the state and cannot be read: `terraform destroy` begins with an ordinary plan, and tells a
 * provider of neither. So it is said of what there is to destroy, where its refresh fails; at every other error of a plan
 * (of a create, a data source, an import) it would stand where mostly nobody wants to destroy anything. The docs have it for
 * those (docs/provider.md, "When BOS stands in the way of a destroy").
 */
export const DESTROY_WAY_OUT = "To destroy only, run `terraform destroy -refresh=false`.";

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
