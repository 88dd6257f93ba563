import { type Difference, describeDesired, type Weakening } from "../../encryption/index.ts";
import { type ConfiguredContext, type Diagnostics, isKnown } from "../../plugin/index.ts";
import type { Clash } from "../bucket-ledger.ts";
import type { Settings } from "../settings.ts";
import type { Values } from "./schema.ts";

type Ctx = Pick<ConfiguredContext<Settings>, "settings" | "diagnostics">;

const SUMMARY: Record<Weakening["kind"], string> = {
  "turned-off": "This turns off the encryption",
  "kms-key-dropped": "This drops the KMS key",
  "kms-key-replaced": "This replaces the KMS key",
  "unknown-algorithm-replaced": "This replaces an unknown algorithm",
};

/** The attribute that the user would change. */
const ATTRIBUTE: Record<Weakening["kind"], string> = {
  "turned-off": "enabled",
  "kms-key-dropped": "kms_master_key_id",
  "kms-key-replaced": "kms_master_key_id",
  "unknown-algorithm-replaced": "sse_algorithm",
};

const DENIED =
  "deny_weakening is set, so this is refused. If it is what you want, unset deny_weakening and BOS_DENY_WEAKENING for this run.";

/** What a change takes away, in a summary with the bucket (so that Terraform folds no two of them) and a detail. */
export function describeWeakening(bucket: string, weakening: Weakening): { summary: string; detail: string } {
  return {
    summary: `${SUMMARY[weakening.kind]} of bucket "${bucket}"`,
    detail: `After this change new uploads to the bucket ${weakening.consequence}. Objects that are in it already stay as they are.`,
  };
}

/** The same as an error that says why it is refused. */
export function describeDenied(bucket: string, weakening: Weakening): { summary: string; detail: string } {
  const { summary, detail } = describeWeakening(bucket, weakening);
  return { summary, detail: `${detail} ${DENIED}` };
}

/** A planned change takes something away: a warning, or an error with `deny_weakening`. */
export function reportWeakening(ctx: Ctx, bucket: string, weakening: Weakening): void {
  const { summary, detail } = describeWeakening(bucket, weakening);
  report(ctx, summary, detail, ATTRIBUTE[weakening.kind]);
}

/** A planned destroy turns encryption off. */
export function reportDestroy(ctx: Ctx, bucket: string): void {
  report(
    ctx,
    `Destroying this turns off the encryption of bucket "${bucket}"`,
    'After the destroy new uploads to the bucket are stored unencrypted. To leave the bucket as it is, set on_destroy = "retain" and apply that first.',
  );
}

/**
 * The bucket's name is known only after the apply, and the bucket of the state may be left behind for another one. With
 * `deny_weakening` the apply refuses that.
 */
export function reportLateName({ settings, diagnostics }: Ctx, bucket: string): void {
  const after = settings.denyWeakening
    ? "deny_weakening is set, so the apply then refuses."
    : `the resource goes on to that bucket, and then the encryption of bucket "${bucket}" is turned off (on_destroy).`;
  diagnostics.warning(
    `The name of bucket "${bucket}" may change`,
    `bucket is known only after the apply. If it comes out the same, the bucket stays encrypted all the time; if it comes out as another one, ${after}`,
    ["bucket"],
  );
}

/** The resource goes on to another bucket in place, and turns off the one that it had. */
export function reportMove(ctx: Ctx, from: string, to: string): void {
  report(ctx, `This turns off the encryption of bucket "${from}"`, describeMove(from, to), "bucket");
}

/** The same as an error of the apply that says why it is refused. */
export function describeDeniedMove(from: string, to: string): { summary: string; detail: string } {
  return {
    summary: `This turns off the encryption of bucket "${from}"`,
    detail: `${describeMove(from, to)} ${DENIED}`,
  };
}

function describeMove(from: string, to: string): string {
  return `The bucket's name has come out as "${to}": the resource goes on to that bucket, and then new uploads to bucket "${from}" are stored unencrypted. To leave that bucket as it is, set on_destroy = "retain" and apply that first.`;
}

/** A weakening that depends on a value which is known only after the apply; with `deny_weakening` the apply refuses it. */
export function reportPossibleWeakening({ diagnostics }: Ctx, bucket: string, attribute: string): void {
  diagnostics.warning(
    `This may weaken the encryption of bucket "${bucket}"`,
    `${attribute} is known only after the apply: it may turn encryption off, or take another KMS key than the bucket has now.`,
    [attribute],
  );
}

/** What an adoption replaces, for a bucket that nobody here has set so far. */
export function reportAdoption(
  ctx: Ctx,
  bucket: string,
  difference: Exclude<Difference, { action: "none" }>,
): void {
  const summary = `This takes over the encryption of bucket "${bucket}"`;
  const detail = `The bucket has a setting that is not in this state: ${difference.reason}. The apply replaces it.`;
  if (difference.weakening === undefined) ctx.diagnostics.warning(summary, detail, ["bucket"]);
  else report(ctx, summary, detail, "bucket");
}

function report({ settings, diagnostics }: Ctx, summary: string, detail: string, attribute?: string): void {
  const path = attribute === undefined ? undefined : [attribute];
  if (settings.denyWeakening) diagnostics.error(summary, `${detail} ${DENIED}`, path);
  else diagnostics.warning(summary, detail, path);
}

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
      "Conflicting encryption settings for",
      `Wanted: ${one}, and ${other}.`,
      `Keep one of the two (${SECTION}).`,
    ];
  }
  const wanted = clash.wanted === undefined ? "what is not known yet" : describeDesired(clash.wanted);
  return [
    "One resource would disable and another one enable the encryption of",
    `Wanted: ${wanted}, and off.`,
    "After a rename write: moved { from = OLD_ADDRESS to = NEW_ADDRESS }",
    `Other cases: ${SECTION}.`,
  ];
}

/** Neither the resource nor the provider names a region, nor does the environment. */
export function reportNoRegion({ diagnostics }: Pick<Ctx, "diagnostics">): void {
  diagnostics.error(
    "No region",
    "Nothing says in which region the bucket is. Set region here or in the provider block, or BAIDUCLOUD_REGION in the environment.",
    ["region"],
  );
}
