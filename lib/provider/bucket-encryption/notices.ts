import { describeDesired } from "../../encryption/index.ts";
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

/**
 * Terraform merges no errors, so that each bucket has one of its own: it fits in three of Terraform's lines of 78 characters,
 * whatever the settings are, and the docs say the rest.
 */
export function reportClash(diagnostics: Diagnostics, bucket: string, clash: Clash): void {
  const [summary, ...lines] = describeClash(clash);
  diagnostics.error(`${summary} bucket "${bucket}"`, lines.join("\n"), ["bucket"]);
}

const SECTION = 'docs/provider.md, "One bucket, one resource"';

function describeClash(clash: Clash): readonly [summary: string, ...lines: string[]] {
  if (clash.kind === "different-settings") {
    const [one, other] = clash.wanted.map(describeDesired);
    return [
      "Two resources want different things of",
      `Wanted: ${one}, and ${other}.`,
      `Keep one of the two (${SECTION}).`,
    ];
  }
  const wanted = clash.wanted === undefined ? "what is not known yet" : describeDesired(clash.wanted);
  return [
    "One resource would turn off what another one wants of",
    `Wanted: ${wanted}, and off.`,
    "After a rename write: moved { from = OLD_ADDRESS to = NEW_ADDRESS }",
    `Other cases: ${SECTION}.`,
  ];
}
