// What Terraform keeps between runs.

import type { Values } from "./values.ts";

/** One object that exists, as far as Terraform knows. */
export interface StoredObject {
  readonly values: Values;
  readonly private: Uint8Array;
  /** Terraform from 1.12 on. */
  readonly identity?: Uint8Array | undefined;
  readonly isTainted?: true;
  /** Addresses that it depended on when it was last written. */
  readonly dependencies: readonly string[];
  readonly createBeforeDestroy: boolean;
  /** Of the configuration that wrote it: an object whose block is gone is destroyed by it. */
  readonly alias: string;
}

export interface StoredResource {
  readonly current?: StoredObject | undefined;
  readonly deposed: readonly StoredObject[];
}

/** Address to objects. */
export type State = ReadonlyMap<string, StoredResource>;

/** With one resource changed; one without objects is gone. */
export function withResource(state: State, address: string, resource: StoredResource): State {
  const next = new Map(state);
  if (resource.current === undefined && resource.deposed.length === 0) next.delete(address);
  else next.set(address, resource);
  return next;
}

export const withCurrent = (state: State, address: string, current: StoredObject | undefined): State =>
  withResource(state, address, { deposed: state.get(address)?.deposed ?? [], current });

/** Where `to` is free, the object of `from` goes there, as a `moved` block has it. */
export function movedTo(state: State, from: string, to: string): State {
  const resource = state.get(from);
  if (resource === undefined || state.has(to)) return state;
  const next = new Map(state);
  next.delete(from);
  return next.set(to, resource);
}

export const typeOf = (address: string): string => address.slice(0, address.indexOf("."));
