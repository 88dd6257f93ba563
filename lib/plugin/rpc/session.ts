import type { MessageInitShape } from "@bufbuild/protobuf";
import type { ProviderDefinition } from "../definition/provider.ts";
import type { ServerCapabilitiesSchema } from "../gen/tfplugin6_pb.ts";
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

export function serverCapabilities({ provider }: Session): MessageInitShape<typeof ServerCapabilitiesSchema> {
  return {
    planDestroy: true,
    getProviderSchemaOptional: true,
    moveResourceState: Object.values(provider.resources).some(({ moveState }) => moveState !== undefined),
    generateResourceConfig: true,
  };
}
