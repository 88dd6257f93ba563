import { isRecord, type Unknown, type Value } from "../values/value.ts";
import type { Attribute, ValueOf } from "./attribute.ts";

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

/**
 * The configuration that a state would come from: what a user may write, with its value in the state. Null is what nobody can write
 * (computed only), what nobody should (deprecated), and what must not end up in a file (sensitive; write-only is in no state anyway).
 * A block in which nothing is left is null as well.
 */
export function configOf<const B extends Block>(block: B, state: StateOf<B>): StateOf<B> {
  return blockConfig(block, state) as StateOf<B>;
}

function blockConfig(block: Block, state: { readonly [name: string]: Value }) {
  const attributes = Object.entries(block.attributes).map(
    ([name, attribute]) => [name, isWritable(attribute) ? (state[name] ?? null) : null] as const,
  );
  const blocks = Object.entries(block.blocks ?? {}).map(
    ([name, nested]) => [name, nestedConfig(nested, state[name] ?? null)] as const,
  );
  return Object.fromEntries([...attributes, ...blocks]);
}

function nestedConfig(block: Block, state: Value): Value {
  if (block.deprecated !== undefined || !isRecord(state)) return null;
  const config = blockConfig(block, state);
  return Object.values(config).every((value) => value === null) ? null : config;
}

function isWritable({ required, optional, deprecated, sensitive }: Attribute): boolean {
  return (required || optional) && deprecated === null && !sensitive;
}
