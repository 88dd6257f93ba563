// What a plan says of a bucket. What an apply adds is in apply-messages.ts; refresh, import and moved blocks in import-messages.ts.
import type { BceError } from "../../bos/index.ts";
import { type Difference, describeDesired, type Weakening } from "../../encryption/index.ts";
import { type Diagnostics, isKnown } from "../../plugin/index.ts";
import type { Clash } from "../bucket-ledger.ts";
import type { Values } from "./schema.ts";

interface Ctx {
  /** Those of the provider, as far as a text depends on them. */
  readonly settings: { readonly denyWeakening: boolean };
  readonly diagnostics: Diagnostics;
}

/** The two parts of a diagnostic that are words. */
export interface Text {
  readonly summary: string;
  readonly detail: string;
}

// Weakening

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

/** Ends the detail of what `deny_weakening` refuses. */
export const DENIED =
  "deny_weakening is set, so this is refused. If it is what you want, unset deny_weakening and BOS_DENY_WEAKENING for this run.";

/** What a change takes away, in a summary with the bucket (so that Terraform folds no two of them) and a detail. */
export function describeWeakening(bucket: string, weakening: Weakening): Text {
  return {
    summary: `${SUMMARY[weakening.kind]} of bucket "${bucket}"`,
    detail: `After this change new uploads to the bucket ${weakening.consequence}. Objects that are in it already stay as they are.`,
  };
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
    : `the resource moves to the new bucket, and then the encryption of bucket "${bucket}" is turned off (on_destroy).`;
  diagnostics.warning(
    `The name of bucket "${bucket}" may change`,
    `bucket is known only after the apply. If the name stays the same, the bucket stays encrypted all the time; if it changes, ${after}`,
    ["bucket"],
  );
}

/** The resource goes on to another bucket in place, and turns off the one that it had. */
export function reportMove(ctx: Ctx, from: string, to: string): void {
  const { summary, detail } = describeMove(from, to);
  report(ctx, summary, detail, "bucket");
}

/** What a move does to the bucket that the resource had. */
export function describeMove(from: string, to: string): Text {
  const detail = `The bucket's name is now "${to}": the resource moves to that bucket, and then new uploads to bucket "${from}" are stored unencrypted. To leave that bucket as it is, set on_destroy = "retain" and apply that first.`;
  return { summary: `This turns off the encryption of bucket "${from}"`, detail };
}

/** A weakening that depends on a value which is known only after the apply; with `deny_weakening` the apply refuses it. */
export function reportPossibleWeakening({ diagnostics }: Ctx, bucket: string, attribute: string): void {
  diagnostics.warning(
    `This may weaken the encryption of bucket "${bucket}"`,
    `${attribute} is known only after the apply: it may turn encryption off, or take another KMS key than the bucket has now.`,
    [attribute],
  );
}

// Conflict

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

/** A KMS key that a resource with unknown parts may give up. */
export const describePossibleConflict = (bucket: string, keyId: string): Text => ({
  summary: `Bucket "${bucket}" uses KMS key ${keyId}, which this may give up`,
  detail:
    'The bucket is encrypted already, and not by this resource; part of this resource is known only after the apply. If the key may be given up, set on_conflict = "adopt".',
});

/** `on_conflict` is "fail". */
export const describeForbiddenConflict = (bucket: string, difference: Difference): Text => ({
  summary: `Bucket "${bucket}" is encrypted in another way`,
  detail: `${whatItHas(difference)} on_conflict is "fail", so nothing is changed. Write what the bucket has, import it, or set on_conflict = "adopt".`,
});

/** A KMS key is given up only for "adopt". */
export const describeKeyConflict = (bucket: string, difference: Difference, keyId: string): Text => ({
  summary: `Bucket "${bucket}" uses KMS key ${keyId}`,
  detail: `${whatItHas(difference)} Taking it over would give up that key for new uploads. If this is what you want, set on_conflict = "adopt"; else write kms_master_key_id = "${keyId}".`,
});

const whatItHas = ({ reason }: Difference): string =>
  `The bucket is encrypted already, and not by this resource: ${reason}.`;

/** Without a refresh the state does not show what somebody has set since. */
export function reportUnshownKey(diagnostics: Diagnostics, bucket: string, keyId: string): void {
  diagnostics.error(
    `Bucket "${bucket}" uses KMS key ${keyId}, which the state does not show`,
    `Somebody has set it since the last refresh, and replacing the resource would give it up for new uploads. Run \`terraform apply -refresh-only\`, then plan again without -refresh=false.`,
    ["bucket"],
  );
}

function report({ settings, diagnostics }: Ctx, summary: string, detail: string, attribute?: string): void {
  const path = attribute === undefined ? undefined : [attribute];
  if (settings.denyWeakening) diagnostics.error(summary, `${detail} ${DENIED}`, path);
  else diagnostics.warning(summary, detail, path);
}

// Notices

/** No alarm: mostly the same apply makes the bucket. */
export function noticeMissing(
  diagnostics: Diagnostics,
  { bucket, timeouts }: Pick<Values, "bucket" | "timeouts">,
  { region, isConfirmed }: { readonly region: string; readonly isConfirmed: boolean },
): void {
  const time = isKnown(timeouts) ? timeouts.create : null;
  const patience = typeof time === "string" ? `up to ${time} (timeouts.create)` : "up to 30 s";
  diagnostics.warning(
    `Bucket "${String(bucket)}" does not exist in region "${region}" yet`,
    `The apply waits ${patience} for it to appear. This is fine if the same apply creates the bucket. Otherwise check the name and the region: without the bucket the apply fails.${isConfirmed ? "" : " No list of buckets confirms that it is missing."}`,
    ["bucket"],
  );
}

/** One fixed summary: for a hundred buckets Terraform folds these into one. */
export function noticeNewUploadsOnly(diagnostics: Diagnostics, bucket: string | undefined): void {
  const which = bucket === undefined ? "the bucket" : `bucket "${bucket}"`;
  diagnostics.warning(
    "Turning encryption on covers new uploads only",
    `Objects that are in ${which} already stay as they are. Copying an object onto itself encrypts it with the new setting.`,
  );
}

/** What becomes of a bucket that a plan could not read. */
export const NOT_JUDGED =
  "The plan does not show whether the apply takes over somebody else's setting; the apply reads before it writes.";

/** The bucket's own region is not known yet, and the provider's is another one. */
export function warnPlaceUnknown(diagnostics: Diagnostics, bucket: string): void {
  diagnostics.warning(`Bucket "${bucket}" was not read`, `Its region is not known yet. ${NOT_JUDGED}`);
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
    `This run does not notice what another alias plans or does with the same bucket: ${reason}. Without aliases, or where no two of them have the same bucket, nothing is different.`,
  );
}

// Clash

/**
 * Terraform merges no errors, so that each bucket has one of its own: it fits in three of Terraform's lines of 78 characters,
 * whatever the settings are, and the docs say the rest.
 */
export function reportClash(diagnostics: Diagnostics, bucket: string, clash: Clash): void {
  const [summary, ...lines] = describeClash(bucket, clash);
  diagnostics.error(summary, lines.join("\n"), ["bucket"]);
}

const SECTION = 'docs/provider.md, "One bucket, one resource"';

function describeClash(bucket: string, clash: Clash): readonly [summary: string, ...lines: string[]] {
  if (clash.kind === "different-settings") {
    const [one, other] = clash.wanted.map(describeDesired);
    return [
      `Conflicting encryption settings for bucket "${bucket}"`,
      `Wanted: ${one}, and ${other}.`,
      `Keep one of the two (${SECTION}).`,
    ];
  }
  const wanted = clash.wanted === undefined ? "what is not known yet" : describeDesired(clash.wanted);
  return [
    `Bucket "${bucket}" would be disabled by one resource and enabled by another`,
    `Wanted: ${wanted}, and off.`,
    "After a rename write: moved { from = OLD_ADDRESS to = NEW_ADDRESS }",
    `Other cases: ${SECTION}.`,
  ];
}

// Users whom a KMS key may lock out

/** What new uploads of a bucket do that is used in a way, each finishing "new uploads …". */
const BREAKS = {
  logging: "include its own access logs, which BOS can then only write with the key",
  replication: "are replicated to another bucket, which needs the key as well",
  "static website": "are served as a website, whose visitors may not use the key",
  acl: "may be read by everybody, who may not use the key",
} as const;

/** A use of a bucket, as the console calls its setting. */
export type Use = keyof typeof BREAKS;

/** @param problems why a use is not known */
export function reportExposure(
  diagnostics: Diagnostics,
  bucket: string,
  affected: readonly Use[],
  problems: readonly { readonly use: Use; readonly problem: string }[],
): void {
  const unknown = problems.map(({ use, problem }) => `; ${use} (${problem})`).join("");
  const notLookedAt = `Not looked at: whether other buckets write their logs here${unknown}.`;
  if (affected.length > 0) {
    diagnostics.warning(
      `A KMS key may lock out users of bucket "${bucket}"`,
      `With KMS-managed keys, whoever reads a new object must be allowed to use the key. Here, new uploads ${affected.map((use) => BREAKS[use]).join("; new uploads ")}. ${notLookedAt}`,
      ["kms_master_key_id"],
    );
  } else if (problems.length > 0) {
    diagnostics.warning(
      `Some effects of a KMS key on bucket "${bucket}" could not be checked`,
      `With KMS-managed keys, whoever reads a new object of bucket "${bucket}" must be allowed to use the key. ${notLookedAt}`,
      ["kms_master_key_id"],
    );
  }
}

/** Why a use of a bucket could not be looked at. */
export const describeProblem = ({ code, operation, message }: BceError): string =>
  code === "AccessDenied" ? `the permission ${operation} is missing` : message;
