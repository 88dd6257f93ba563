/** Longest wait that is told apart, seconds: some thirty years. */
const LONGEST_S = 1e9;

/** Milliseconds that a `Retry-After` header asks to wait, given as seconds or as an HTTP date; undefined if it is neither. */
export function parseRetryAfter(value: string | undefined, nowMs: number): number | undefined {
  const text = value?.trim() ?? "";
  // However many digits: a number that is too large to be meant must not turn into no wait at all.
  if (/^\d+$/.test(text)) return Math.min(Number(text), LONGEST_S) * 1000;
  const dateMs = parseHttpDate(text);
  return dateMs === undefined ? undefined : Math.max(0, dateMs - nowMs);
}

/** `Wed, 21 Oct 2026 07:28:00 GMT` as milliseconds since 1970; undefined for anything else that `Date.parse` would take. */
export function parseHttpDate(value: string | undefined): number | undefined {
  if (value === undefined || !/^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(value))
    return undefined;
  const ms = Date.parse(value);
  return Number.isNaN(ms) ? undefined : ms;
}
