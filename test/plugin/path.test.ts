import { expect, it } from "vitest";
import { type AttributePath, UNKNOWN, type Value } from "../../lib/plugin/index.ts";
import { valueAt } from "../../lib/plugin/values/value.ts";

const value: Value = {
  name: "a",
  words: ["x", "y"],
  tags: { k: "v" },
  block: { create: UNKNOWN },
  none: null,
};

it.each<[string, AttributePath, Value]>([
  ["the whole", [], value],
  ["an attribute", ["name"], "a"],
  ["an element of a list", ["words", 1], "y"],
  ["an element of a map", ["tags", { key: "k" }], "v"],
  ["an attribute of a block", ["block", "create"], UNKNOWN],
  ["nothing past the end", ["words", 2], null],
  ["nothing below null", ["none", "create"], null],
  ["nothing below a text", ["name", 0], null],
  ["nothing by a name that it has not", ["colour"], null],
])("a path leads to %s", (_name, path, expected) => {
  expect(valueAt(value, path)).toEqual(expected);
});
