import { expect, it } from "vitest";
import { readSwitch, type Switch } from "../../lib/settings/index.ts";

const on: Switch = { ok: true, on: true };
const off: Switch = { ok: true, on: false };
const unclear = (shown: string): Switch => ({ ok: false, message: `Set it to 1 or 0; got ${shown}.` });

it.each<[string | undefined, Switch]>([
  [undefined, off],
  ["", off],
  ["0", off],
  ["false", off],
  ["no", off],
  ["1", on],
  ["true", on],
  ["yes", on],
  ["TRUE", on],
  ["No", off],
  // What only looks like an answer must not switch a guard off.
  ["on", unclear('"on"')],
  ["off", unclear('"off"')],
  ["2", unclear('"2"')],
  [" 1", unclear('" 1"')],
  ["true\n", unclear('"true\\n"')],
])("%j", (value, expected) => {
  expect(readSwitch("GUARD", { GUARD: value, OTHER: "1" })).toEqual(expected);
});
