import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { MAX_NESTING, parseJson } from "../lib/json.ts";

const lists = (depth: number, inner = ""): string => "[".repeat(depth) + inner + "]".repeat(depth);
const objects = (depth: number): string => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;

describe("reading", () => {
  it.each([
    ["a text", '"a"', "a"],
    ["nothing but null", "null", null],
    ["brackets within a text", JSON.stringify("[[{{".repeat(100)), "[[{{".repeat(100)],
    ["quotes and slashes within a text", JSON.stringify(['"[\\', '\\"']), ['"[\\', '\\"']],
    ["one name in two objects", '[{"a":1},{"a":2}]', [{ a: 1 }, { a: 2 }]],
    ["one name on two levels", '{"a":{"a":1},"b":[{"a":2}]}', { a: { a: 1 }, b: [{ a: 2 }] }],
    ["a value that is another's name", '{"a":"b","b":"a","c":["a","a"]}', { a: "b", b: "a", c: ["a", "a"] }],
    ["space before the colon", '{"a" \n : "a"}', { a: "a" }],
    ["as deep as may be", lists(MAX_NESTING), JSON.parse(lists(MAX_NESTING))],
    ["many beside one another", `[${"[],".repeat(1000)}{}]`, JSON.parse(`[${"[],".repeat(1000)}{}]`)],
  ])("takes %s", (_name, text, value) => {
    expect(parseJson(text)).toEqual({ ok: true, value });
  });

  it.each([
    ["nothing", "", "not JSON"],
    ["a page", "<html>", "not JSON"],
    ["a cut text", '{"a":"b', "not JSON"],
    ["a cut escape", '{"a\\', "not JSON"],
    ["too much at the end", "{}}", "not JSON"],
    ["one level too many", lists(MAX_NESTING + 1), "nested deeper than 64 levels"],
    ["objects in objects", objects(5_000), "nested deeper than 64 levels"],
    ["brackets without an end", "[".repeat(1_000_000), "nested deeper than 64 levels"],
    ["a name twice", '{"a":1,"b":2,"a":1}', "a name that stands twice"],
    ["a name twice, once escaped", '{"a":1,"\\u0061":2}', "a name that stands twice"],
    ["a name twice further in", '[{"b":{"a":1,"a":2}}]', "a name that stands twice"],
    ["a name twice around a list", '{"a":[{"b":1}],"a":2}', "a name that stands twice"],
    ["__proto__ twice", '{"__proto__":1,"__proto__":2}', "a name that stands twice"],
  ])("refuses %s", (_name, text, problem) => {
    expect(parseJson(text)).toEqual({ ok: false, problem: expect.stringContaining(problem) });
  });

  it("gives __proto__ as a field of its own", () => {
    const parsed = parseJson('{"__proto__":{"a":1}}');
    expect(parsed.ok && Object.keys(parsed.value as object)).toEqual(["__proto__"]);
    expect(parsed.ok && (parsed.value as { a?: unknown }).a).toBeUndefined();
  });
});

test("every JSON value is read as JSON.parse reads it, whatever its spaces", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(0, 1, "\t"), (value, space) => {
      const text = JSON.stringify(value, null, space);
      expect(parseJson(text)).toEqual({ ok: true, value: JSON.parse(text) });
    }),
  );
});

test("no text makes it throw, and none is taken that JSON.parse refuses", () => {
  const texts = fc.oneof(
    fc.string(),
    fc.stringMatching(/^[[\]{}",:\\ a0]{0,30}$/),
    fc.json().chain((text) => fc.nat(text.length).map((end) => text.slice(0, end))),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const parsed = parseJson(text);
      expect(parsed).toEqual(
        parsed.ok ? { ok: true, value: JSON.parse(text) } : { ok: false, problem: expect.any(String) },
      );
    }),
  );
});
