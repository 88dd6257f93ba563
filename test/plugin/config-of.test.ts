import { expect, it } from "vitest";
import { bool, configOf, defineBlock, defineSchema, list, string } from "../../lib/plugin/index.ts";

const description = "";
const schema = defineSchema({
  version: 0,
  description,
  attributes: {
    id: string({ computed: true, description }),
    name: string({ required: true, description }),
    words: list("string", { optional: true, description }),
    urgent: bool({ optional: true, computed: true, description }),
    colour: string({ optional: true, description, deprecated: "Use paint." }),
    token: string({ optional: true, description, sensitive: true }),
  },
  blocks: {
    timeouts: defineBlock({ description, attributes: { create: string({ optional: true, description }) } }),
    paint: defineBlock({
      description,
      deprecated: "Use dye.",
      attributes: { hue: string({ optional: true, description }) },
    }),
  },
});

const state = {
  ...{ id: "1", name: "a", words: ["x"], urgent: false, colour: "red", token: "open-sesame" },
  ...{ timeouts: { create: "1m" }, paint: { hue: "red" } },
};
const config = { ...state, id: null, colour: null, token: null, paint: null };

it.each([
  ["what a user may write", state, config],
  ["what is not set", { ...state, words: null, urgent: null }, { ...config, words: null, urgent: null }],
  ["a block that is not there", { ...state, timeouts: null }, { ...config, timeouts: null }],
  ["an empty block", { ...state, timeouts: { create: null } }, { ...config, timeouts: null }],
])("is a configuration of %s", (_name, given, expected) => {
  expect(configOf(schema, given)).toEqual(expected);
});
