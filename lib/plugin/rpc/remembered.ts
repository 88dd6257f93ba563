import type { AnyResource } from "../definition/provider.ts";
import type { Schema, StateOf } from "../schema/schema.ts";

/**
 * A resource's private bytes: what it remembers, as JSON. Terraform keeps them beside the state and hands them back with every call;
 * null for an imported resource, and for one that a version wrote which remembered nothing.
 */
export function readRemembered(bytes: Uint8Array): unknown {
  if (bytes.length === 0) return null;
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}

/** The private bytes after a create or update; those of before for a resource that remembers nothing. */
export function writeRemembered(
  { remember }: AnyResource<unknown>,
  state: StateOf<Schema>,
  before: Uint8Array,
): Uint8Array {
  return remember === undefined ? before : new TextEncoder().encode(JSON.stringify(remember(state)));
}
