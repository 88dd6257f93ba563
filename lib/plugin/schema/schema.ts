import type { Unknown } from "../values/value.ts";
import type { Attribute } from "./attribute.ts";
import type { ValueOf } from "./attribute-type.ts";

/** A group of attributes; nested blocks are single (`timeouts { }`, at most one of each name). */
export interface Block {
  /** Markdown, shown by documentation tools and editors. */
  readonly description: string;
  /** Why not to use it any more, and what to use instead. */
  readonly deprecated?: string;
  readonly attributes: { readonly [name: string]: Attribute };
  readonly blocks?: { readonly [name: string]: Block };
}

/** The schema of a provider, a resource or a data source. */
export interface Schema extends Block {
  /** Version of the state's form. Raise it, and give `upgradeState`, when older states no longer fit. */
  readonly version: number;
}

/** Declares a schema and keeps its exact type, so that `ValuesOf` and `StateOf` can be derived from it. */
export function defineSchema<const S extends Schema>(schema: S): S {
  return schema;
}

/** Declares a nested single block. */
export function defineBlock<const B extends Block>(block: B): B {
  return block;
}

/** Values that may still be unknown: configuration and plan. A required attribute is never null: the framework has checked. */
export type ValuesOf<B extends Block> = BlockValue<B, Unknown>;

/** Values that are all known: what is stored in state. */
export type StateOf<B extends Block> = BlockValue<B, never>;

type BlockValue<B extends Block, U> = Flat<
  { readonly [K in keyof B["attributes"]]: AttributeValue<B["attributes"][K], U> } & (B extends {
    readonly blocks: infer N extends { readonly [name: string]: Block };
  }
    ? { readonly [K in keyof N]: BlockValue<N[K], U> | null | U }
    : unknown)
>;

type AttributeValue<A extends Attribute, U> =
  | ValueOf<A["type"], U>
  | U
  | (A["required"] extends true ? never : null);

/** Shows an intersection as one object in an editor. */
type Flat<T> = { [K in keyof T]: T[K] };
