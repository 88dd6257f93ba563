import { describeObserved, describeUnknownAlgorithm, keyOf, type Observed } from "../encryption/index.ts";
import type { Outcome } from "../reconcile/index.ts";
import type { Verb } from "./arguments.ts";
import { describeFault, exitCode } from "./exit-code.ts";

/** How a run ended, for a person and for a program. */
export interface Result {
  readonly exitCode: number;
  /** One line of what was found and done, or of why not. */
  readonly line: string;
  readonly warnings: readonly string[];
  /**
   * The same as one JSON object, in the spelling of HCL: `outcome`, `before` and `after`, or `error` and `written`, which
   * is true when a write was sent, or may have been.
   */
  readonly json: Readonly<Record<string, unknown>>;
}

/** What a run was about, as far as it got to know. */
export interface Subject {
  readonly verb: Verb;
  readonly bucket: string;
  readonly region?: string | undefined;
}

export interface Done {
  readonly outcome: Outcome;
  /** Why a bucket was retained. */
  readonly reason?: string;
  readonly before?: Observed | undefined;
  readonly after?: Observed | undefined;
  readonly warnings: readonly string[];
}

/**
 * The run that ended in the desired state, or found nothing to do.
 *
 * @param more warnings of what was asked for, beside those of what was seen
 */
export function done(subject: Subject, report: Done, more: readonly string[] = []): Result {
  const { outcome, before, after, reason } = report;
  const warnings = [...report.warnings, ...warnOfReplaced(report), ...more];
  return {
    exitCode: exitCode.done,
    line: `bucket "${subject.bucket}": ${sentence(report)}`,
    warnings,
    json: {
      ...subject,
      outcome,
      ...(reason !== undefined && { reason }),
      ...(before && { before: attributesOf(before) }),
      ...(after && { after: attributesOf(after) }),
      warnings,
    },
  };
}

/** A plan of the provider warns of it; a runtime has no plan. */
function warnOfReplaced({ outcome, before }: Done): readonly string[] {
  if (outcome !== "changed" || before?.kind !== "unknown-algorithm" || before.algorithm === "") return [];
  return [
    `The ${describeUnknownAlgorithm(before.algorithm)} and which may be stronger, was replaced. deny_weakening refuses that.`,
  ];
}

/** The same with warnings of how it was asked for, before those of how it ended. */
export function withWarnings(result: Result, more: readonly string[]): Result {
  const warnings = [...more, ...result.warnings];
  return { ...result, warnings, json: { ...result.json, warnings } };
}

/** The run that ended without the desired state being seen. */
export function failed(
  subject: Subject,
  { code, message }: { readonly code: string; readonly message: string },
  /** Whether a write was sent: then the message says what is known of it. */
  written: boolean,
): Result {
  return ended(exitCode.failed, subject, { code, message }, written);
}

/** The run that was prevented: nothing was sent. */
export function refused(subject: Subject, code: string, message: string): Result {
  return ended(exitCode.refused, subject, { code, message }, false);
}

/** The run that ended with an error that nobody foresaw. */
export function broken(subject: Partial<Subject>, error: unknown): Result {
  return ended(exitCode.failed, subject, { code: "fault", message: describeFault(error) }, true);
}

/** What it was given cannot be used. */
export function misused(issues: readonly string[], subject: Partial<Subject> = {}): Result {
  const error = { code: "usage", message: issues.join("\n"), issues };
  return ended(exitCode.usage, subject, error, false);
}

function ended(
  exitCode: number,
  subject: Partial<Subject>,
  error: { readonly code: string; readonly message: string; readonly issues?: readonly string[] },
  written: boolean,
): Result {
  const about = subject.bucket === undefined ? "" : `bucket "${subject.bucket}": `;
  return {
    exitCode,
    line: `${about}${error.message}${written ? "" : " Nothing was changed."}`,
    warnings: [],
    json: { ...subject, error, written, warnings: [] },
  };
}

function sentence({ outcome, before, after, reason, warnings }: Done): string {
  const was = before === undefined ? "" : `It was ${describeObserved(before)}`;
  const is = after === undefined ? "" : `it is ${describeObserved(after)} now`;
  switch (outcome) {
    case "unchanged":
      if (before === undefined) {
        const seen = warnings.length === 0 ? "any more" : "as far as can be seen";
        return `the bucket does not exist ${seen}, so there is nothing to undo.`;
      }
      return `encryption is ${describeObserved(before)} already. Nothing was written.`;
    case "enabled":
      return `encryption was enabled. ${was}, ${is}. Only new uploads are encrypted; objects that are in the bucket stay as they are.`;
    case "changed":
      return `encryption was changed. ${was}, ${is}.`;
    case "disabled":
      if (after === undefined) return `encryption was disabled. ${was}, and the bucket has gone meanwhile.`;
      return `encryption was disabled. ${was}, ${is}: new uploads are stored unencrypted.`;
    case "retained":
      return `encryption was retained: ${reason}, so the bucket was neither read nor changed.`;
  }
}

/** An observation in the spelling of HCL. */
function attributesOf(observed: Observed): Readonly<Record<string, unknown>> {
  if (observed.kind === "disabled") return { enabled: false };
  const key = keyOf(observed);
  return {
    enabled: true,
    sse_algorithm: observed.algorithm,
    ...(key !== undefined && { kms_master_key_id: key }),
  };
}
