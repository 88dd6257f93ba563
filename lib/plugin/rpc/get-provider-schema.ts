import type { MessageInitShape } from "@bufbuild/protobuf";
import type { GetProviderSchema_ResponseSchema } from "../gen/tfplugin6_pb.ts";
import type { Schema } from "../schema/schema.ts";
import { schemaToProto } from "../schema/to-proto.ts";
import { type Session, serverCapabilities } from "./session.ts";

export function getProviderSchema(
  session: Session,
): MessageInitShape<typeof GetProviderSchema_ResponseSchema> {
  const { provider } = session;
  return {
    provider: schemaToProto(provider.schema),
    resourceSchemas: schemas(provider.resources),
    dataSourceSchemas: schemas(provider.dataSources),
    listResourceSchemas: schemas(provider.listResources ?? {}),
    serverCapabilities: serverCapabilities(session),
  };
}

function schemas(definitions: { readonly [typeName: string]: { readonly schema: Schema } }) {
  return Object.fromEntries(
    Object.entries(definitions).map(([typeName, { schema }]) => [typeName, schemaToProto(schema)]),
  );
}
