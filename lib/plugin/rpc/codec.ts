import type { AnyResource, DataSourceDefinition, ListResourceDefinition } from "../definition/provider.ts";
import { type Typed, valueType } from "../schema/attribute.ts";
import { unknownPaths } from "../schema/checks.ts";
import type { Block, StateOf, ValuesOf } from "../schema/schema.ts";
import { type DynamicValue, decodeValue, encodeValue } from "../values/dynamic-value.ts";
import { formatPath, isRecord, ValueError } from "../values/value.ts";

import { bug, Failure } from "./failure.ts";
import type { Session } from "./session.ts";

type Message = Pick<DynamicValue, "msgpack" | "json"> | undefined;

export function findResource(session: Session, typeName: string): AnyResource<unknown> {
  return find(session.provider.resources, typeName, "resource");
}

export function findDataSource(session: Session, typeName: string): DataSourceDefinition<unknown> {
  return find(session.provider.dataSources, typeName, "data source");
}

export function findListResource(session: Session, typeName: string): ListResourceDefinition<unknown> {
  return find(session.provider.listResources ?? {}, typeName, "list resource");
}

/** A configuration or a plan, or null where Terraform says that there is none. */
export function decodeValues(shape: Typed, message: Message): ValuesOf<Block> | null {
  const value = decodeValue(valueType(shape), message);
  if (value !== null && !isRecord(value)) throw new ValueError([], "is unknown as a whole");
  return value;
}

/** Configuration that must be there. */
export function decodeConfig(shape: Typed, message: Message): ValuesOf<Block> {
  const config = decodeValues(shape, message);
  if (config === null) throw new ValueError([], "Terraform sent no configuration");
  return config;
}

/** The configuration of a `list` block in which nothing is written: Terraform sends null for it. */
export function nullValues(shape: Typed): StateOf<Block> {
  return Object.fromEntries(
    Object.keys({ ...shape.attributes, ...shape.blocks }).map((name) => [name, null]),
  );
}

/** A state, or null where there is none. */
export function decodeState(shape: Typed, message: Message): StateOf<Block> | null {
  return allKnown(
    decodeValues(shape, message),
    (path) => new ValueError([], `${path} is unknown in a state`),
  );
}

/** Values from a handler. One that does not fit the schema is the provider's bug. */
export function encodeValues(shape: Typed, values: ValuesOf<Block> | null): DynamicValue {
  try {
    return encodeValue(valueType(shape), values);
  } catch (error) {
    if (error instanceof ValueError) throw bug(`Its answer does not fit its schema: ${error.message}.`);
    throw error;
  }
}

/** A state from a handler: besides fitting the schema it must be all known. */
export function encodeState(shape: Typed, state: StateOf<Block> | null): DynamicValue {
  return encodeValues(
    shape,
    allKnown(state, (path) => bug(`Its answer leaves ${path} unknown, where everything must be known.`)),
  );
}

/** No object: "there is none", and the answer where there is nothing to say. */
export const NO_VALUE = { msgpack: Uint8Array.of(0xc0), json: new Uint8Array() };

function allKnown(values: ValuesOf<Block> | null, error: (path: string) => Error): StateOf<Block> | null {
  const [unknown] = unknownPaths(values);
  if (unknown !== undefined) throw error(formatPath(unknown));
  return values as StateOf<Block> | null;
}

function find<T>(definitions: { readonly [typeName: string]: T }, typeName: string, what: string): T {
  const found = Object.hasOwn(definitions, typeName) ? definitions[typeName] : undefined;
  if (found === undefined) {
    throw new Failure(`Unknown ${what}`, `This version of the provider has no ${what} "${typeName}".`);
  }
  return found;
}
