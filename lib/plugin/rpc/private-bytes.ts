import type { AnyResource } from "../definition/provider.ts";
import type { Schema, StateOf } from "../schema/schema.ts";

// Terraform keeps private bytes beside each state, and beside each planned change. Those of a state are what the
// resource remembers, as JSON; those of a plan are an object of two parts, and never reach a state.

/** The two parts of a plan's private bytes. */
export interface PlannedPrivate {
  /** The state's private bytes, as they came. */
  readonly kept: Uint8Array;
  /** What the handler of the plan marked it with; null without a mark, and for the private bytes of a state. */
  readonly mark: unknown;
}

/** Takes apart what came with a plan. Bytes of any other form are a state's: of a plain destroy, or an older version. */
export function readPlanned(bytes: Uint8Array): PlannedPrivate {
  const value = parse(bytes);
  return isPlanned(value)
    ? { kept: new Uint8Array(Buffer.from(value.kept, "base64")), mark: value.planned }
    : { kept: bytes, mark: null };
}

export function writePlanned({ kept, mark }: PlannedPrivate): Uint8Array {
  return encode({ kept: Buffer.from(kept).toString("base64"), planned: mark ?? null });
}

/** What a resource remembers; null for an imported one, and for one that a version wrote which remembered nothing. */
export function readRemembered(bytes: Uint8Array): unknown {
  return parse(readPlanned(bytes).kept);
}

/** A state's private bytes after a create or update; those of before for a resource that remembers nothing. */
export function writeRemembered(
  { remember }: AnyResource<unknown>,
  state: StateOf<Schema>,
  before: Uint8Array,
): Uint8Array {
  return remember === undefined ? before : encode(remember(state));
}

function isPlanned(value: unknown): value is { readonly kept: string; readonly planned: unknown } {
  if (typeof value !== "object" || value === null) return false;
  if (Object.keys(value).sort().join() !== "kept,planned") return false;
  return typeof (value as { readonly kept: unknown }).kept === "string";
}

function parse(bytes: Uint8Array): unknown {
  if (bytes.length === 0) return null;
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}

function encode(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
