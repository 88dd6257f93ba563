// Not through the door: Terraform starts this before it asks for anything, and has no use for tables of settings then.
import { checkTime, parseDuration } from "../../settings/duration.ts";
import type { Diagnostics } from "../diagnostics.ts";
import { isKnown, type Unknown } from "../values/value.ts";
import { type Attribute, string } from "./attribute.ts";

/** What of a resource may be given a time of its own. */
export type TimedOperation = "create" | "read" | "update" | "delete";

/** The block `timeouts { }`. */
export interface TimeoutsBlock<K extends TimedOperation> {
  readonly description: string;
  readonly attributes: { readonly [N in K]: Attribute<"string", false> };
}

type Timeouts = { readonly [N in TimedOperation]?: string | null | Unknown } | null | Unknown;

/** Node.js fires a timer at once that is set for longer: 24.8 days. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Declares `timeouts { }` with these operations: `blocks: { timeouts: defineTimeouts(["create", "delete"]) }`. */
export function defineTimeouts<const K extends TimedOperation>(operations: readonly K[]): TimeoutsBlock<K> {
  const attributes = operations.map(
    (name) =>
      [
        name,
        string({
          optional: true,
          description: `How long a ${name} may take: a number with its unit, for example \`30s\`, \`5m\` or \`1h30m\`.`,
        }),
      ] as const,
  );
  return {
    description: "How long operations may take.",
    attributes: Object.fromEntries(attributes) as unknown as TimeoutsBlock<K>["attributes"],
  };
}

/** An error for each time that is written and is none. For a resource's `validate`. */
export function checkTimeouts(values: { readonly timeouts: Timeouts }, diagnostics: Diagnostics): void {
  if (!isKnown(values.timeouts)) return;
  for (const [name, text] of Object.entries(values.timeouts)) {
    for (const { message } of isKnown(text) ? checkTime(text) : [])
      diagnostics.error(`Invalid ${name} timeout`, message, ["timeouts", name]);
  }
}

/**
 * How long an operation may take, in milliseconds: what the user wrote, else `defaultMs`. At most 24.8 days, the longest that a timer
 * of Node.js can wait.
 */
export function timeoutOf<K extends TimedOperation>(
  { timeouts }: { readonly timeouts: { readonly [N in K]: string | null | Unknown } | null | Unknown },
  operation: K,
  defaultMs: number,
): number {
  const text = isKnown(timeouts) ? timeouts[operation] : null;
  const written = isKnown(text) ? parseDuration(text) : undefined;
  return Math.min(written ?? defaultMs, LONGEST_TIMER_MS);
}
