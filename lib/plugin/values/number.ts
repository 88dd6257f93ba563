import { type AttributePath, mismatch, ValueError } from "./value.ts";

/*
 * Terraform computes with 512-bit numbers and compares them exactly, so a number that comes back a little different is a changed
 * number. A JavaScript number carries a safe integer, and a fraction that is written with at most 17 digits or so. Any other number is
 * refused, rather than rounded behind the user's back.
 */

/** The most of a number that a message shows, characters. */
const SHOWN_LIMIT = 80;

/** Reads a number as the wire has it: float, integer (bigint from 64 bits on), or decimal string. */
export function numberFromWire(raw: number | bigint | string, path: AttributePath): number {
  // Any other text may be anything, a secret too, and is not to be quoted below.
  if (typeof raw === "string" && canonicalDecimal(raw) === null) throw mismatch("number", raw, path);
  const value = Number(raw);
  const exact =
    Number.isSafeInteger(value) || (Number.isFinite(value) && !Number.isInteger(value))
      ? sameDecimal(String(raw), String(value))
      : false;
  if (!exact) {
    const text = String(raw);
    const shown = text.length > SHOWN_LIMIT ? `${text.slice(0, SHOWN_LIMIT)}…` : text;
    throw new ValueError(path, `the number ${shown} has more digits than this provider can keep exactly`);
  }
  // No negative zero: Terraform knows only one.
  return value === 0 ? 0 : value;
}

/**
 * A number goes out as its decimal text. As a float, 0.1 would arrive as 0.1000000000000000055…, which is another number than the 0.1 in
 * the configuration, and Terraform would call the plan inconsistent. An integer of msgpack arrives as a number of another precision
 * than the one in the state: `plan -refresh-only -detailed-exitcode` then says 2 for ever (Terraform 1.11.4, seen on 2026-11-23).
 */
export function numberToWire(value: number, path: AttributePath): string {
  if (value === 0) return "0"; // and no negative zero
  if (Number.isSafeInteger(value) || (Number.isFinite(value) && !Number.isInteger(value)))
    return String(value);
  throw new ValueError(path, `the number ${value} cannot be kept exactly`);
}

/** Whether two decimal texts, `1.50` and `15e-1` for example, mean the same number. */
function sameDecimal(a: string, b: string): boolean {
  const left = canonicalDecimal(a);
  return left !== null && left === canonicalDecimal(b);
}

/**
 * Sign, digits without zeros at either end, and exponent, as one text; null for what is no decimal number. Takes as many steps as the
 * text is long: an expression in which two parts could take the same digit would take that squared.
 */
function canonicalDecimal(text: string): string | null {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i.exec(text);
  if (match === null) return null;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  const digits = (whole + fraction).replace(/^0+/, "");
  const significant = withoutZerosAtTheEnd(digits);
  if (significant === "") return whole + fraction === "" ? null : "0";
  const scale = Number(exponent) - fraction.length + (digits.length - significant.length);
  return `${sign === "-" ? "-" : ""}${significant}e${scale}`;
}

function withoutZerosAtTheEnd(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === "0") end -= 1;
  return digits.slice(0, end);
}
