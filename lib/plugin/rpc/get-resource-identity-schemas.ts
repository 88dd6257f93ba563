import type { MessageInitShape } from "@bufbuild/protobuf";
import type {
  GetResourceIdentitySchemas_ResponseSchema,
  ResourceIdentitySchemaSchema,
} from "../gen/tfplugin6_pb.ts";
import type { IdentitySchema } from "../schema/identity.ts";
import type { Session } from "./session.ts";

/** The identities of those resources that have one. Asked by Terraform from 1.12 on. */
export function getResourceIdentitySchemas({
  provider,
}: Session): MessageInitShape<typeof GetResourceIdentitySchemas_ResponseSchema> {
  const schemas = Object.entries(provider.resources).flatMap(([typeName, { identity }]) =>
    identity === undefined ? [] : [[typeName, schemaToProto(identity.schema)] as const],
  );
  return { identitySchemas: Object.fromEntries(schemas) };
}

function schemaToProto(schema: IdentitySchema): MessageInitShape<typeof ResourceIdentitySchemaSchema> {
  return {
    version: BigInt(schema.version),
    identityAttributes: Object.entries(schema.attributes).map(([name, attribute]) => ({
      name,
      type: Buffer.from(JSON.stringify(attribute.type)),
      requiredForImport: attribute.requiredForImport === true,
      optionalForImport: attribute.optionalForImport === true,
      description: attribute.description,
    })),
  };
}
