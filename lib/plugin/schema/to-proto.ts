import type { MessageInitShape } from "@bufbuild/protobuf";
import {
  type Schema_AttributeSchema,
  type Schema_BlockSchema,
  Schema_NestedBlock_NestingMode,
  type SchemaSchema,
  StringKind,
} from "../gen/tfplugin6_pb.ts";
import type { Attribute } from "./attribute.ts";
import type { Block, Schema } from "./schema.ts";

/** The schema as `GetProviderSchema` answers it. */
export function schemaToProto(schema: Schema): MessageInitShape<typeof SchemaSchema> {
  return { version: BigInt(schema.version), block: blockToProto(schema) };
}

function blockToProto(block: Block): MessageInitShape<typeof Schema_BlockSchema> {
  return {
    description: block.description,
    descriptionKind: StringKind.MARKDOWN,
    deprecated: block.deprecated !== undefined,
    deprecationMessage: block.deprecated ?? "",
    attributes: Object.entries(block.attributes).map(([name, attribute]) =>
      attributeToProto(name, attribute),
    ),
    blockTypes: Object.entries(block.blocks ?? {}).map(([typeName, nested]) => ({
      typeName,
      block: blockToProto(nested),
      nesting: Schema_NestedBlock_NestingMode.SINGLE,
    })),
  };
}

function attributeToProto(
  name: string,
  attribute: Attribute,
): MessageInitShape<typeof Schema_AttributeSchema> {
  return {
    name,
    type: Buffer.from(JSON.stringify(attribute.type)),
    description: attribute.description,
    descriptionKind: StringKind.MARKDOWN,
    required: attribute.required,
    optional: attribute.optional,
    computed: attribute.computed,
    sensitive: attribute.sensitive,
    writeOnly: attribute.writeOnly,
    deprecated: attribute.deprecated !== null,
    deprecationMessage: attribute.deprecated ?? "",
  };
}
