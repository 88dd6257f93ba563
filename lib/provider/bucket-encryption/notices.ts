import type { Diagnostics } from "../../plugin/index.ts";
import { DESTROY_WAY_OUT } from "../way-out.ts";
import type { Clash } from "./ledger.ts";

/** One fixed summary: for a hundred buckets Terraform folds these into one. */
export function noticeNewUploadsOnly(diagnostics: Diagnostics, bucket: string | undefined): void {
  const which = bucket === undefined ? "the bucket" : `bucket "${bucket}"`;
  diagnostics.warning(
    "Turning encryption on covers new uploads only",
    `Objects that are in ${which} already stay as they are. Copying an object onto itself encrypts it with the new setting.`,
  );
}

/** One fixed summary: every alias says it, at each walk of Terraform. */
export function reportAlone(
  diagnostics: Diagnostics,
  { takeTrouble }: { takeTrouble(): string | undefined },
): void {
  const reason = takeTrouble();
  if (reason === undefined) return;
  diagnostics.warning(
    "Aliases of this provider do not see each other",
    `What another alias plans or does with the same bucket is not noticed in this run: ${reason}. Without aliases, or where no two of them have the same bucket, nothing is different.`,
  );
}

export function reportClash(diagnostics: Diagnostics, bucket: string, clash: Clash): void {
  const [summary, detail] = CLASHES[clash];
  diagnostics.error(`${summary} bucket "${bucket}"`, `${detail}\n\n${DESTROY_WAY_OUT}`, ["bucket"]);
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

If the first of several resources made with count was removed, each of the others now has its neighbour's bucket: use for_each, with one moved block from each index to its key.

If an interrupted replacement left a deposed object, \`terraform state rm\` the resource and import it again; neither touches the bucket.`,
  ],
};
