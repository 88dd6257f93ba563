import { isRecord, type Value } from "../values/value.ts";
import type { Attribute } from "./attribute.ts";
import type { Block, StateOf } from "./schema.ts";

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
