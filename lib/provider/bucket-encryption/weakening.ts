import type { Difference, Weakening } from "../../encryption/index.ts";
import type { ConfiguredContext } from "../../plugin/index.ts";
import type { Settings } from "../settings.ts";

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
  "deny_weakening is set, so this is refused. If it is what you want, take deny_weakening and BOS_DENY_WEAKENING away for this one run.";

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
