import { create } from "@bufbuild/protobuf";
import { describe, expect, expectTypeOf, it } from "vitest";
import {
  Schema_NestedBlock_NestingMode,
  SchemaSchema,
  StringKind,
} from "../../lib/plugin/gen/tfplugin6_pb.ts";
import type { AttributePath, StateOf, Unknown, Value, ValuesOf } from "../../lib/plugin/index.ts";
import {
  bool,
  defineBlock,
  defineSchema,
  list,
  map,
  number,
  object,
  set,
  string,
  UNKNOWN,
} from "../../lib/plugin/index.ts";
import { valueType } from "../../lib/plugin/schema/attribute.ts";
import { missingRequired, unknownPaths } from "../../lib/plugin/schema/checks.ts";
import { schemaToProto } from "../../lib/plugin/schema/to-proto.ts";

const schema = defineSchema({
  version: 3,
  description: "A shelf.",
  deprecated: "Use a box.",
  attributes: {
    name: string({ required: true, description: "Its name." }),
    tall: bool({ optional: true, computed: true, description: "Whether it is tall." }),
    boards: number({ computed: true, description: "How many." }),
    books: list("string", { optional: true, description: "Books.", deprecated: "Use pages." }),
    colours: set("string", { optional: true, description: "Colours." }),
    prices: map("number", { optional: true, description: "Prices.", sensitive: true }),
    size: object({ width: "number", units: ["list", "string"] }, { optional: true, description: "Size." }),
    key: string({ optional: true, description: "Opens it.", sensitive: true, writeOnly: true }),
  },
  blocks: {
    timeouts: defineBlock({
      description: "How long to wait.",
      attributes: { create: string({ required: true, description: "For a create." }) },
    }),
  },
});

describe("types", () => {
  it("derives what a configuration or plan holds", () => {
    expectTypeOf<ValuesOf<typeof schema>>().toEqualTypeOf<{
      readonly name: string | Unknown;
      readonly tall: boolean | null | Unknown;
      readonly boards: number | null | Unknown;
      readonly books: readonly (string | null | Unknown)[] | null | Unknown;
      readonly colours: readonly (string | null | Unknown)[] | null | Unknown;
      readonly prices: { readonly [key: string]: number | null | Unknown } | null | Unknown;
      readonly size:
        | {
            readonly width: number | null | Unknown;
            readonly units: readonly (string | null | Unknown)[] | null | Unknown;
          }
        | null
        | Unknown;
      readonly key: string | null | Unknown;
      readonly timeouts: { readonly create: string | Unknown } | null | Unknown;
    }>();
  });

  it("derives what a state holds", () => {
    expectTypeOf<StateOf<typeof schema>["name"]>().toEqualTypeOf<string>();
    expectTypeOf<StateOf<typeof schema>["tall"]>().toEqualTypeOf<boolean | null>();
    expectTypeOf<StateOf<typeof schema>["timeouts"]>().toEqualTypeOf<{ readonly create: string } | null>();
  });

  it("refuses an attribute that nobody may set", () => {
    // @ts-expect-error one of required, optional and computed must be said
    string({ description: "Nobody's." });
    // @ts-expect-error required and computed exclude each other
    string({ description: "Both's.", required: true, computed: true });
  });

  it("has one object type for attributes and blocks", () => {
    expect(valueType(schema)).toEqual([
      "object",
      {
        name: "string",
        tall: "bool",
        boards: "number",
        books: ["list", "string"],
        colours: ["set", "string"],
        prices: ["map", "number"],
        size: ["object", { width: "number", units: ["list", "string"] }],
        key: "string",
        timeouts: ["object", { create: "string" }],
      },
    ]);
  });
});

describe("wire form", () => {
  const wire = create(SchemaSchema, schemaToProto(schema));

  it("says who sets each attribute, and its type as JSON", () => {
    const flags = ["required", "optional", "computed", "sensitive", "writeOnly", "deprecated"] as const;
    const rows = wire.block?.attributes.map((attribute) =>
      [attribute.name, Buffer.from(attribute.type), ...flags.filter((flag) => attribute[flag])].join(" "),
    );
    expect(rows).toEqual([
      'name "string" required',
      'tall "bool" optional computed',
      'boards "number" computed',
      'books ["list","string"] optional deprecated',
      'colours ["set","string"] optional',
      'prices ["map","number"] optional sensitive',
      'size ["object",{"width":"number","units":["list","string"]}] optional',
      'key "string" optional sensitive writeOnly',
    ]);
  });

  it("describes the whole and its parts", () => {
    const { block } = wire;
    expect({
      version: wire.version,
      description: block?.description,
      kind: block?.descriptionKind,
      deprecated: [block?.deprecated, block?.deprecationMessage],
      name: block?.attributes[0]?.description,
      books: block?.attributes[3]?.deprecationMessage,
    }).toEqual({
      version: 3n,
      description: "A shelf.",
      kind: StringKind.MARKDOWN,
      deprecated: [true, "Use a box."],
      name: "Its name.",
      books: "Use pages.",
    });
  });

  it("nests single blocks", () => {
    const [nested] = wire.block?.blockTypes ?? [];
    expect([nested?.typeName, nested?.nesting, nested?.block?.attributes.map(({ name }) => name)]).toEqual([
      "timeouts",
      Schema_NestedBlock_NestingMode.SINGLE,
      ["create"],
    ]);
  });
});

describe("checks", () => {
  it.each<[string, Value, AttributePath[]]>([
    ["nothing is missing", { name: "a", timeouts: { create: "1s" } }, []],
    ["a null", { name: null, timeouts: null }, [["name"]]],
    ["a null in a block", { name: "a", timeouts: { create: null } }, [["timeouts", "create"]]],
    ["unknown is not missing", { name: UNKNOWN, timeouts: UNKNOWN }, []],
  ])("required attributes: %s", (_name, values, paths) => {
    expect(missingRequired(schema, values).map(({ attribute }) => attribute)).toEqual(paths);
  });

  it.each<[string, Value, AttributePath[]]>([
    ["all known", { a: [1, null] }, []],
    ["as a whole", UNKNOWN, [[]]],
    ["deep", { a: [{ b: UNKNOWN }], c: UNKNOWN }, [["a", 0, "b"], ["c"]]],
  ])("unknown values: %s", (_name, value, paths) => {
    expect(unknownPaths(value)).toEqual(paths);
  });
});
