import { randomInt } from "node:crypto";
import {
  defineSchema,
  map,
  type ProviderDefinition,
  type ResourceDefinition,
  type StateOf,
  string,
  UNKNOWN,
} from "../../../lib/plugin/index.ts";

const schema = defineSchema({
  version: 0,
  description: "Does nothing. Its provisioners do.",
  attributes: {
    id: string({ computed: true, description: "A random number, drawn at create." }),
    triggers: map("string", { optional: true, description: "Another map replaces the resource." }),
  },
});

type State = StateOf<typeof schema>;

const nullResource: ResourceDefinition<object, typeof schema> = {
  schema,
  read: async (state) => state,
  plan: ({ prior, proposed }) => ({
    planned: proposed && { ...proposed, id: prior?.id ?? UNKNOWN },
    requiresReplace: [["triggers"]],
  }),
  // Beside the id all is configuration, which is known at apply.
  create: async ({ planned }) => ({ ...(planned as State), id: String(randomInt(2 ** 47)) }),
  // Reached for nothing: each change replaces.
  update: async ({ prior }) => prior,
  delete: async () => {},
};

/** `null_resource` as the real provider has it (3.3.1); what else that one has, no test needs. */
export const nullProvider: ProviderDefinition<object> = {
  name: "null",
  version: "3.2.4",
  schema: defineSchema({ version: 0, description: "Has no settings.", attributes: {} }),
  configure: async () => ({}),
  resources: { null_resource: nullResource },
  dataSources: {},
};
