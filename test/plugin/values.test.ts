import { encode } from "@msgpack/msgpack";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isKnown, UNKNOWN, type Value } from "../../lib/plugin/index.ts";
import type { AttributeType } from "../../lib/plugin/schema/attribute.ts";
import {
  decodeStoredState,
  decodeValue,
  encodeValue,
  parseJson,
} from "../../lib/plugin/values/dynamic-value.ts";
import { formatPath } from "../../lib/plugin/values/value.ts";

const msgpack = (hex: string) => ({ msgpack: Buffer.from(hex, "hex"), json: new Uint8Array() });
const json = (text: string) => ({ msgpack: new Uint8Array(), json: Buffer.from(text) });
const packed = (value: unknown) => ({
  msgpack: encode(value, { useBigInt64: true }),
  json: new Uint8Array(),
});
const note: AttributeType = ["object", { title: "string", tags: ["map", "number"] }];

describe("reading", () => {
  it.each<[string, AttributeType, Parameters<typeof decodeValue>[1], Value]>([
    ["nil is null", "string", msgpack("c0"), null],
    ["no message is null", note, undefined, null],
    ["an empty message is null", note, msgpack(""), null],
    ["extension 0 is unknown", "string", msgpack("d40000"), UNKNOWN],
    ["extension 0 with another payload is unknown", "string", msgpack("c70300616263"), UNKNOWN],
    ["extension 12, refined, is unknown", "string", msgpack("c7030c8101c3"), UNKNOWN],
    ["a string", "string", msgpack("a26869"), "hi"],
    ["a bool", "bool", msgpack("c3"), true],
    ["a small integer", "number", msgpack("05"), 5],
    ["a 64-bit integer", "number", packed(9007199254740991n), 9007199254740991],
    ["a float", "number", msgpack("cb3fe0000000000000"), 0.5],
    ["a decimal string", "number", packed("0.1"), 0.1],
    ["a decimal string with an exponent", "number", packed("25e-2"), 0.25],
    ["a decimal string of an integer", "number", packed("100"), 100],
    ["negative zero is zero", "number", msgpack("cb8000000000000000"), 0],
    ["a list with a hole", ["list", "string"], packed(["a", null]), ["a", null]],
    ["a set", ["set", "bool"], packed([true]), [true]],
    ["an object", note, packed({ title: "t", tags: { a: 1 } }), { title: "t", tags: { a: 1 } }],
    ["JSON", note, json('{"title":"t","tags":{"a":0.1}}'), { title: "t", tags: { a: 0.1 } }],
  ])("%s", (_name, type, message, value) => {
    expect(decodeValue(type, message)).toStrictEqual(value);
  });

  it.each<[string, AttributeType, Parameters<typeof decodeValue>[1], string]>([
    [
      "an integer too big",
      "number",
      packed(9007199254740993n),
      "the value: the number 9007199254740993 has more",
    ],
    [
      "a fraction too long",
      "number",
      packed("0.12345678901234567890"),
      "the value: the number 0.1234567890123456",
    ],
    ["an infinite number", "number", msgpack("cb7ff0000000000000"), "the value: the number Infinity"],
    ["text for a number", "number", packed("five"), "the value: found string where the schema says number"],
    ["a time for a map", ["map", "bool"], msgpack("d6ff5f000000"), "the value: found extension where"],
    ["an extension for an object", ["object", {}], msgpack("d40501"), "the value: found extension where"],
    ["a number for text", "string", msgpack("05"), "the value: found number where the schema says string"],
    ["a list for an object", note, packed([]), "the value: found list where the schema says object"],
    [
      "an object for a list",
      ["list", "bool"],
      packed({}),
      "the value: found object where the schema says list",
    ],
    ["bytes", ["map", "bool"], msgpack("c40100"), "the value: found bytes where the schema says object"],
    ["a missing attribute", note, packed({ title: null }), "tags: is missing"],
    ["an attribute too many", note, packed({ title: null, tags: null, x: 1 }), "x: is not in the schema"],
    ["an inherited name", note, packed({ title: null, toString: null }), "toString: is not in the schema"],
    ["a bad element", note, packed({ title: null, tags: { a: true } }), 'tags["a"]: found boolean where'],
    ["broken msgpack", "string", msgpack("a5"), "the value: Terraform sent something that is not msgpack"],
    [
      "JSON too deep",
      note,
      json(`{"title":${"[".repeat(5_000)}${"]".repeat(5_000)}}`),
      "is JSON nested deeper than",
    ],
    [
      "msgpack too deep, where the schema ends",
      note,
      {
        msgpack: Buffer.concat([
          Buffer.from("82a57469746c65", "hex"),
          Buffer.alloc(5_000, 0x91),
          Buffer.from("c0a474616773c0", "hex"),
        ]),
        json: new Uint8Array(),
      },
      "title: found list where the schema says string",
    ],
    ["broken JSON", "string", json('"secret'), "the value: Terraform sent something that is not JSON"],
  ])("refuses %s", (_name, type, message, problem) => {
    expect(() => decodeValue(type, message)).toThrow(problem);
  });
});

describe("writing", () => {
  it.each<[string, AttributeType, Value, string]>([
    ["null", "string", null, "c0"],
    ["unknown", "string", UNKNOWN, "d40000"],
    ["an integer as decimal text", "number", 5, "a135"],
    ["negative zero", "number", -0, "a130"],
    ["a fraction as decimal text", "number", 0.1, "a3302e31"],
    ["an attribute left out as null", ["object", { a: "bool" }], {}, "81a161c0"],
  ])("%s", (_name, type, value, hex) => {
    expect(Buffer.from(encodeValue(type, value).msgpack).toString("hex")).toBe(hex);
  });

  it.each<[string, AttributeType, Value, string]>([
    ["an unsafe integer", "number", 2 ** 53, "the value: the number 9007199254740992 cannot be kept exactly"],
    ["no number", "number", Number.NaN, "the value: the number NaN cannot be kept exactly"],
    ["another type", ["list", "string"], [1], "[0]: found number where the schema says string"],
    ["an unknown attribute", ["object", {}], { a: 1 }, "a: is not in the schema"],
    ["a list for a map", ["map", "string"], [], "the value: found list where the schema says map"],
  ])("refuses %s", (_name, type, value, problem) => {
    expect(() => encodeValue(type, value)).toThrow(problem);
  });
});

describe("stored states", () => {
  it("fills in what another version did not have, and drops what this one does not know", () => {
    const stored = Buffer.from('{"title":"t","colour":"red"}');
    expect(decodeStoredState(note, stored)).toStrictEqual({ title: "t", tags: null });
  });

  it("hands JSON of other versions over as it is", () => {
    expect(parseJson(Buffer.from('{"name":["x"]}'))).toStrictEqual({ name: ["x"] });
  });
});

describe("laws", () => {
  type Typed = [AttributeType, fc.Arbitrary<Value>];
  const { typed } = fc.letrec<{ typed: Typed }>((tie) => ({
    typed: fc.oneof(
      { depthSize: "small" },
      fc.constantFrom<Typed[]>(
        ["string", slot(fc.string({ unit: "grapheme" }))],
        ["bool", slot(fc.boolean())],
        ["number", slot(exactNumber())],
      ),
      fc
        .tuple(fc.constantFrom("list" as const, "set" as const), tie("typed"))
        .map(([kind, [type, value]]): Typed => [[kind, type], slot(fc.array(value, { maxLength: 4 }))]),
      tie("typed").map(
        ([type, value]): Typed => [["map", type], slot(fc.dictionary(key(), value, { maxKeys: 4 }))],
      ),
      fc.dictionary(key(), tie("typed"), { maxKeys: 4 }).map((fields): Typed => {
        const each = Object.entries(fields);
        const types = Object.fromEntries(each.map(([name, [type]]) => [name, type]));
        const values = Object.fromEntries(each.map(([name, [, value]]) => [name, value]));
        return [["object", types], slot(fc.record(values))];
      }),
    ),
  }));

  it("reads back what it wrote", () => {
    const cases = typed.chain(([type, value]) => fc.tuple(fc.constant(type), value));
    fc.assert(
      fc.property(cases, ([type, value]) => {
        expect(decodeValue(type, encodeValue(type, value))).toEqual(value);
      }),
    );
  });

  it("refuses every integer that JavaScript would round", () => {
    const limit = 2n ** 53n;
    const beyond = fc.bigInt({ min: limit, max: limit ** 4n }).chain((big) => fc.constantFrom(big, -big));
    fc.assert(
      fc.property(beyond, (big) => {
        expect(() => decodeValue("number", packed(String(big)))).toThrow("more digits");
      }),
    );
  });
});

describe("small helpers", () => {
  it("writes a path as HCL does", () => {
    expect(formatPath(["tags", { key: 'a"b' }, 0, "name"])).toBe('tags["a\\"b"][0].name');
  });

  it.each<[Value, boolean]>([
    [null, false],
    [UNKNOWN, false],
    ["", true],
    [0, true],
  ])("knows %s: %s", (v, known) => {
    expect(isKnown(v)).toBe(known);
  });
});

function slot(value: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  return fc.oneof({ weight: 8, arbitrary: value }, fc.constant(null), fc.constant(UNKNOWN));
}

function exactNumber(): fc.Arbitrary<number> {
  const fraction = fc.double({ noNaN: true, noDefaultInfinity: true, noInteger: true });
  return fc.oneof(fc.maxSafeInteger(), fraction).map((value) => (value === 0 ? 0 : value));
}

/** msgpack and JavaScript agree that this one name cannot be a key. */
function key(): fc.Arbitrary<string> {
  return fc.string({ maxLength: 8 }).filter((name) => name !== "__proto__");
}
