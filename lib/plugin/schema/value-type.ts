import type { AttributeType } from "./attribute-type.ts";

/** As much of a block, or of an identity, as its values depend on. */
export interface Typed {
  readonly attributes: { readonly [name: string]: { readonly type: AttributeType } };
  readonly blocks?: { readonly [name: string]: Typed };
}

/** The object type that the values of a schema have: its attributes and nested blocks side by side. */
export function valueType(shape: Typed): AttributeType {
  return ["object", fieldTypes(shape)];
}

function fieldTypes(shape: Typed): { readonly [name: string]: AttributeType } {
  const attributes = Object.entries(shape.attributes).map(([name, { type }]) => [name, type] as const);
  const blocks = Object.entries(shape.blocks ?? {}).map(
    ([name, nested]) => [name, valueType(nested)] as const,
  );
  return Object.fromEntries([...attributes, ...blocks]);
}
