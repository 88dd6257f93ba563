import type { AttributePath } from "./path.ts";
import { ValueError } from "./value-error.ts";

/*
 * Terraform computes with 512-bit numbers and compares them exactly, so a number that comes back a little different is a changed
 * number. A JavaScript number carries a safe integer, and a fraction that is written with at most 17 digits or so. Any other number is
 * refused, rather than rounded behind the user's back.
 */

/** Reads a number as the wire has it: float, integer (bigint from 64 bits on), or decimal string. */
export function numberFromWire(raw: number | bigint | string, path: AttributePath): number {
  const value = Number(raw);
  const exact =
    Number.isSafeInteger(value) || (Number.isFinite(value) && !Number.isInteger(value))
      ? sameDecimal(String(raw), String(value))
      : false;
  if (!exact) {
    throw new ValueError(path, `the number ${raw} has more digits than this provider can keep exactly`);
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

/** Sign, digits without zeros at either end, and exponent, as one text. */
function canonicalDecimal(text: string): string | null {
  const match = /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(text);
  if (match === null) return null;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  const digits = (whole + fraction).replace(/^0+/, "");
  const significant = digits.replace(/0+$/, "");
  if (significant === "") return whole + fraction === "" ? null : "0";
  const scale = Number(exponent) - fraction.length + (digits.length - significant.length);
  return `${sign === "-" ? "-" : ""}${significant}e${scale}`;
}
