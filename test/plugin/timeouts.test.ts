import { describe, expect, expectTypeOf, it } from "vitest";
import {
  checkTimeouts,
  createDiagnostics,
  defineSchema,
  defineTimeouts,
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
