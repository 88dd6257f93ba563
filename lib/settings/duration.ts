import type { Issue } from "./setting.ts";

// Durations as Go writes them, which is how Terraform's users do: "30s", "1h30m".

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

/** Milliseconds of a duration (`1h30m`, `1.5s`, `500ms`, `0`), or undefined for any other text and for less than nothing. */
export function parseDuration(text: string): number | undefined {
  if (/^\+?0$/.test(text)) return 0;
  // A digit belongs to one part only: were it two, as in `\d+\.?\d*`, a long text would take its time squared.
  if (!/^\+?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|\u00b5s|\u03bcs|ms|s|m|h))+$/.test(text)) return undefined;
  let ms = 0;
  for (const [, amount, unit = ""] of text.matchAll(/([\d.]+)([a-z\u00b5\u03bc]+)/g)) {
    ms += Number(amount) * (MS_PER_UNIT[unit] ?? Number.NaN);
  }
  return ms < LONGEST_DURATION_MS ? ms : undefined;
}

/** Whether a text is a time that an operation can be given: a sentence when it is no duration, or no time at all. */
export function checkTime(text: string): readonly Issue[] {
  if ((parseDuration(text) ?? 0) > 0) return [];
  const message = `Write a time of more than 0 with its unit, for example "30s", "5m" or "1h30m", not ${JSON.stringify(text)}.`;
  return [{ code: "duration", field: "timeouts", message }];
}
