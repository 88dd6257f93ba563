import type { Diagnostics } from "../diagnostics.ts";
import type { Logger } from "../log.ts";

/** What every handler gets. */
export interface Context {
  /**
   * Where a handler tells the user about errors and warnings. A handler that reports an error failed; what it returns then is said
   * at each handler. A handler that throws is a bug in the provider, and is shown to the user as one.
   */
  readonly diagnostics: Diagnostics;
  /** JSON lines that `TF_LOG` shows. Give it every secret (`log.redact`) before anything else. */
  readonly log: Logger;
  /** Aborted when the user interrupts Terraform: stop at the next safe point. */
  readonly signal: AbortSignal;
}

export interface ConfigureContext extends Context {
  /** For example `1.11.4`. */
  readonly terraformVersion: string;
}

/** What handlers get that run only after `configure` has succeeded. */
export interface ConfiguredContext<Settings> extends Context {
  /** What `configure` returned. */
  readonly settings: Settings;
}
