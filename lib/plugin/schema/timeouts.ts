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
/** 2^63 nanoseconds: what a duration holds in Go, and so in every other provider. */
const LONGEST_DURATION_MS = 2 ** 63 / 1e6;

const MS_PER_UNIT: { readonly [unit: string]: number } = {
  ns: 1e-6,
  us: 1e-3,
  // Both letters that look like a Greek mu.
  "\u00b5s": 1e-3,
  "\u03bcs": 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};

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

/** Milliseconds of a duration as Go writes it (`1h30m`, `1.5s`, `500ms`, `0`), or undefined for any other text and for less than nothing. */
export function parseDuration(text: string): number | undefined {
  if (/^\+?0$/.test(text)) return 0;
  if (!/^\+?(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|\u00b5s|\u03bcs|ms|s|m|h))+$/.test(text)) return undefined;
  let ms = 0;
  for (const [, amount, unit = ""] of text.matchAll(/([\d.]+)([a-z\u00b5\u03bc]+)/g)) {
    ms += Number(amount) * (MS_PER_UNIT[unit] ?? Number.NaN);
  }
  return ms < LONGEST_DURATION_MS ? ms : undefined;
}

/** An error for each time that is written and is none. For a resource's `validate`. */
export function checkTimeouts(values: { readonly timeouts: Timeouts }, diagnostics: Diagnostics): void {
  if (!isKnown(values.timeouts)) return;
  for (const [name, text] of Object.entries(values.timeouts)) {
    if (!isKnown(text) || (parseDuration(text) ?? 0) > 0) continue;
    diagnostics.error(
      `Invalid ${name} timeout`,
      `Write a time of more than 0 with its unit, for example "30s", "5m" or "1h30m", not ${JSON.stringify(text)}.`,
      ["timeouts", name],
    );
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
