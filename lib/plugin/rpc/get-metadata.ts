import type { MessageInitShape } from "@bufbuild/protobuf";
import type { GetMetadata_ResponseSchema } from "../gen/tfplugin6_pb.ts";
import { type Session, serverCapabilities } from "./session.ts";

/** The names of what the provider has, without the schemas. */
export function getMetadata(session: Session): MessageInitShape<typeof GetMetadata_ResponseSchema> {
  return {
    serverCapabilities: serverCapabilities(session),
    resources: Object.keys(session.provider.resources).map((typeName) => ({ typeName })),
    dataSources: Object.keys(session.provider.dataSources).map((typeName) => ({ typeName })),
    listResources: Object.keys(session.provider.listResources ?? {}).map((typeName) => ({ typeName })),
  };
}
