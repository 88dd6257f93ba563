import type { AttributePath } from "./values/value.ts";

/** What Terraform shows to the user: an error stops the operation, a warning does not. */
export interface Diagnostic {
  readonly severity: "error" | "warning";
  /** One line without a full stop. Warnings with equal summaries are folded into one by Terraform. */
  readonly summary: string;
  /** What failed, why, and what to do next. */
  readonly detail: string;
  /** The attribute it is about: Terraform then shows the user's line. */
  readonly attribute?: AttributePath;
}

export function errorDiagnostic(summary: string, detail: string, attribute?: AttributePath): Diagnostic {
  return { severity: "error", summary, detail, ...(attribute && { attribute }) };
}

export function warningDiagnostic(summary: string, detail: string, attribute?: AttributePath): Diagnostic {
  return { severity: "warning", summary, detail, ...(attribute && { attribute }) };
}

/** Collects what one call has to say, so that the user sees everything at once. */
export interface Diagnostics {
  error(summary: string, detail: string, attribute?: AttributePath): void;
  warning(summary: string, detail: string, attribute?: AttributePath): void;
  add(...diagnostics: readonly Diagnostic[]): void;
  hasErrors(): boolean;
  /** In the order in which they came. */
  list(): readonly Diagnostic[];
}

/** The framework's side of it. */
export interface Collector extends Diagnostics {
  /** What came since the last time that it was taken. It is then forgotten. */
  take(): readonly Diagnostic[];
}

export function createDiagnostics(): Collector {
  const all: Diagnostic[] = [];
  return {
    error: (summary, detail, attribute) => void all.push(errorDiagnostic(summary, detail, attribute)),
    warning: (summary, detail, attribute) => void all.push(warningDiagnostic(summary, detail, attribute)),
    add: (...diagnostics) => void all.push(...diagnostics),
    hasErrors: () => all.some((diagnostic) => diagnostic.severity === "error"),
    list: () => [...all],
    take: () => all.splice(0),
  };
}
