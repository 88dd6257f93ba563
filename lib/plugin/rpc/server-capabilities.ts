import type { MessageInitShape } from "@bufbuild/protobuf";
import type { ServerCapabilitiesSchema } from "../gen/tfplugin6_pb.ts";
import type { Session } from "./session.ts";

export function serverCapabilities({ provider }: Session): MessageInitShape<typeof ServerCapabilitiesSchema> {
  return {
    planDestroy: true,
    getProviderSchemaOptional: true,
    moveResourceState: Object.values(provider.resources).some(({ moveState }) => moveState !== undefined),
    generateResourceConfig: true,
  };
}
