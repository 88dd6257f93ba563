import type { ProviderDefinition } from "../definition/provider.ts";
import type { Logger } from "../log.ts";

/** What the RPCs of one process share. */
export interface Session {
  readonly provider: ProviderDefinition<unknown>;
  readonly log: Logger;
  /** Aborted by StopProvider, for calls in flight and calls to come. */
  readonly stop: AbortController;
  /** Null until ConfigureProvider has succeeded. */
  configured: { readonly settings: unknown } | null;
}

export function createSession(provider: ProviderDefinition<unknown>, log: Logger): Session {
  return { provider, log, stop: new AbortController(), configured: null };
}
