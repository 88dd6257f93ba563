import { describeDesired } from "../../encryption/index.ts";
import { type ConfiguredContext, type Diagnostics, isKnown } from "../../plugin/index.ts";
import type { Settings } from "../settings.ts";
import type { Clash } from "./ledger.ts";
import type { Values } from "./schema.ts";

/** What there is to know of a bucket before its encryption is turned on. */
export type Found =
  /** It is there, or nobody has looked. */
  | { readonly kind: "off" }
  /** `isConfirmed`: a list of buckets shows it. */
  | { readonly kind: "missing"; readonly region: string; readonly isConfirmed: boolean };

/**
 * Says of a bucket, once in a run, what is known of it before it is encrypted. Terraform plans it once more within the
 * apply, perhaps after the bucket has been made.
 *
 * @param planned as far as it names the bucket, and how long a create may wait
 */
export function noticeOnce(
  { settings, diagnostics }: Pick<ConfiguredContext<Settings>, "settings" | "diagnostics">,
  planned: Pick<Values, "bucket" | "enabled" | "timeouts">,
  found: Found,
): void {
  const bucket = isKnown(planned.bucket) ? planned.bucket : undefined;
  const isTurnedOn = planned.enabled !== false;
  if (found.kind === "off" && !isTurnedOn) return;
  if (!settings.ledger.noteTold(bucket)) return;
  if (found.kind === "missing") noticeMissing(diagnostics, planned, found);
  else noticeNewUploadsOnly(diagnostics, bucket);
}

/** No alarm: mostly the same apply makes the bucket. */
function noticeMissing(
  diagnostics: Diagnostics,
  { bucket, timeouts }: Pick<Values, "bucket" | "timeouts">,
  { region, isConfirmed }: Extract<Found, { kind: "missing" }>,
): void {
  const time = isKnown(timeouts) ? timeouts.create : null;
  const patience = typeof time === "string" ? `up to ${time} (timeouts.create)` : "up to 30 s";
  diagnostics.warning(
    `Bucket "${String(bucket)}" does not exist in region "${region}" yet`,
    `The apply waits ${patience} for it to appear. That is all right where the same apply makes it; else check the name and the region, for without the bucket the apply fails.${isConfirmed ? "" : " No list of buckets confirms that it is missing."}`,
    ["bucket"],
  );
}

/** One fixed summary: for a hundred buckets Terraform folds these into one. */
function noticeNewUploadsOnly(diagnostics: Diagnostics, bucket: string | undefined): void {
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
