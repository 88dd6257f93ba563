import type { AttributeType } from "./attribute-type.ts";
import type { Block } from "./schema.ts";

/** The object type that the values of a schema have: its attributes and nested blocks side by side. */
export function valueType(block: Block): AttributeType {
  return ["object", fieldTypes(block)];
}

function fieldTypes(block: Block): { readonly [name: string]: AttributeType } {
  const attributes = Object.entries(block.attributes).map(([name, { type }]) => [name, type] as const);
  const blocks = Object.entries(block.blocks ?? {}).map(
    ([name, nested]) => [name, valueType(nested)] as const,
  );
  return Object.fromEntries([...attributes, ...blocks]);
}
