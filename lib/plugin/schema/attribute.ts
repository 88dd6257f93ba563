import type { Value } from "../values/value.ts";

/** An attribute as declared. Made by `string`, `bool`, `number`, `list`, `set`, `map` and `object`. */
export interface Attribute<T extends AttributeType = AttributeType, R extends boolean = boolean> {
  readonly type: T;
  /** The user must write it. */
  readonly required: R;
  /** The user may write it. */
  readonly optional: boolean;
  /** The provider may give it a value where the user has not. */
  readonly computed: boolean;
  /** Markdown. */
  readonly description: string;
  /** Terraform hides it in its output. It is in the state all the same. */
  readonly sensitive: boolean;
  /** Why not to use it any more, and what to use instead; null when it is not deprecated. */
  readonly deprecated: string | null;
  /** Never kept in plan or state (Terraform 1.11). */
  readonly writeOnly: boolean;
}

/** Who sets it (required, optional, computed, or optional and computed), and how it is shown. */
export type AttributeOptions = {
  readonly description: string;
  readonly sensitive?: boolean;
  readonly deprecated?: string;
  readonly writeOnly?: boolean;
} & (
  | { readonly required: true; readonly optional?: never; readonly computed?: never }
  | { readonly optional: true; readonly computed?: true; readonly required?: never }
  | { readonly computed: true; readonly optional?: never; readonly required?: never }
);

type IsRequired<O extends AttributeOptions> = O extends { readonly required: true } ? true : false;
type Of<T extends AttributeType, O extends AttributeOptions> = Attribute<T, IsRequired<O>>;

export function string<const O extends AttributeOptions>(options: O): Of<"string", O> {
  return attribute("string", options);
}

export function bool<const O extends AttributeOptions>(options: O): Of<"bool", O> {
  return attribute("bool", options);
}

/** A number that JavaScript holds exactly: see values/number.ts for the limits. */
export function number<const O extends AttributeOptions>(options: O): Of<"number", O> {
  return attribute("number", options);
}

export function list<const E extends AttributeType, const O extends AttributeOptions>(
  element: E,
  options: O,
): Of<readonly ["list", E], O> {
  return attribute(["list", element], options);
}

export function set<const E extends AttributeType, const O extends AttributeOptions>(
  element: E,
  options: O,
): Of<readonly ["set", E], O> {
  return attribute(["set", element], options);
}

export function map<const E extends AttributeType, const O extends AttributeOptions>(
  element: E,
  options: O,
): Of<readonly ["map", E], O> {
  return attribute(["map", element], options);
}

export function object<
  const F extends { readonly [name: string]: AttributeType },
  const O extends AttributeOptions,
>(fields: F, options: O): Of<readonly ["object", F], O> {
  return attribute(["object", fields], options);
}

function attribute<const T extends AttributeType, O extends AttributeOptions>(type: T, options: O): Of<T, O> {
  return {
    type,
    required: (options.required === true) as IsRequired<O>,
    optional: options.optional === true,
    computed: options.computed === true,
    description: options.description,
    sensitive: options.sensitive === true,
    deprecated: options.deprecated ?? null,
    writeOnly: options.writeOnly === true,
  };
}

/** The type of an attribute, in the very form in which the protocol carries it as JSON. */
export type AttributeType =
  | "string"
  | "bool"
  | "number"
  | readonly ["list" | "set" | "map", AttributeType]
  | readonly ["object", { readonly [name: string]: AttributeType }];

/**
 * What a handler sees for an attribute of type `T`. `U` is `Unknown` where values may be unknown, and `never` where all are known.
 * Elements of collections may be null, since HCL can write `[null]`.
 */
export type ValueOf<T, U> = T extends "string"
  ? string
  : T extends "bool"
    ? boolean
    : T extends "number"
      ? number
      : T extends readonly ["list" | "set", infer E]
        ? readonly (ValueOf<E, U> | null | U)[]
        : T extends readonly ["map", infer E]
          ? { readonly [key: string]: ValueOf<E, U> | null | U }
          : T extends readonly ["object", infer F]
            ? { readonly [K in keyof F]: ValueOf<F[K], U> | null | U }
            : Value;

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
