import type { Value } from "../values/value.ts";

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
