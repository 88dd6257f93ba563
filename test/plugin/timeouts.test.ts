import fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import {
  checkTimeouts,
  createDiagnostics,
  defineSchema,
  defineTimeouts,
  parseDuration,
  timeoutOf,
  UNKNOWN,
  type ValuesOf,
} from "../../lib/plugin/index.ts";

const schema = defineSchema({
  version: 0,
  description: "",
  attributes: {},
  blocks: { timeouts: defineTimeouts(["create", "delete"]) },
});
type Values = ValuesOf<typeof schema>;

describe("a duration", () => {
  it.each<[string, number | undefined]>([
    ["0", 0],
    ["0s", 0],
    ["30s", 30_000],
    ["5m", 300_000],
    ["1h30m", 5_400_000],
    ["500ms", 500],
    ["1.5h", 5_400_000],
    [".5s", 500],
    ["1.s", 1_000],
    ["+2s", 2_000],
    ["1m1m", 120_000],
    ["1us", 0.001],
    ["1\u00b5s", 0.001],
    ["1\u03bcs", 0.001],
    ["1000ns", 0.001],
    ["2562047h", 2_562_047 * 3_600_000],
    ["2562048h", undefined],
    ["", undefined],
    ["30", undefined],
    ["s", undefined],
    [".s", undefined],
    ["-30s", undefined],
    ["30 s", undefined],
    ["30S", undefined],
    ["1d", undefined],
    ["1e3s", undefined],
    ["30s ", undefined],
    ["1h\n", undefined],
  ])("%j is %s ms", (text, expected) => {
    expect(parseDuration(text)).toBe(expected);
  });

  it("is the sum of its parts", () => {
    const whole = fc.nat(1_000);
    fc.assert(
      fc.property(whole, whole, whole, whole, (h, m, s, ms) => {
        const expected = h * 3_600_000 + m * 60_000 + s * 1_000 + ms;
        expect(parseDuration(`${h}h${m}m${s}s${ms}ms`)).toBe(expected);
      }),
    );
  });
});

describe("the block", () => {
  it("has one optional text for each operation", () => {
    expectTypeOf<Values["timeouts"]>().toEqualTypeOf<
      | { readonly create: string | null | typeof UNKNOWN; readonly delete: string | null | typeof UNKNOWN }
      | null
      | typeof UNKNOWN
    >();
    const { attributes } = schema.blocks.timeouts;
    expect(Object.entries(attributes).map(([name, { type, optional }]) => [name, type, optional])).toEqual([
      ["create", "string", true],
      ["delete", "string", true],
    ]);
  });

  it.each<[string, Values["timeouts"], string[]]>([
    ["no block", null, []],
    ["an unknown block", UNKNOWN, []],
    ["an empty block", { create: null, delete: null }, []],
    ["an unknown time", { create: UNKNOWN, delete: "1m" }, []],
    ["no duration", { create: "soon", delete: null }, ["timeouts.create"]],
    ["no time at all", { create: "0s", delete: "-1s" }, ["timeouts.create", "timeouts.delete"]],
  ])("is checked: %s", (_name, timeouts, expected) => {
    const diagnostics = createDiagnostics();
    checkTimeouts({ timeouts }, diagnostics);
    expect(diagnostics.list().map(({ attribute }) => attribute?.join("."))).toEqual(expected);
  });

  it("says what to write instead", () => {
    const diagnostics = createDiagnostics();
    checkTimeouts({ timeouts: { create: "soon" } }, diagnostics);
    expect(diagnostics.list()).toEqual([
      {
        severity: "error",
        summary: "Invalid create timeout",
        detail: 'Write a time of more than 0 with its unit, for example "30s", "5m" or "1h30m", not "soon".',
        attribute: ["timeouts", "create"],
      },
    ]);
  });

  it.each<[string, Values["timeouts"], number]>([
    ["what is written", { create: "2m", delete: null }, 120_000],
    ["the default without a block", null, 7],
    ["the default without this time", { create: null, delete: "2m" }, 7],
    ["the default while it is unknown", UNKNOWN, 7],
    ["the longest that a timer can wait", { create: "1000h", delete: null }, 2_147_483_647],
  ])("gives %s", (_name, timeouts, expected) => {
    expect(timeoutOf({ timeouts }, "create", 7)).toBe(expected);
  });
});
