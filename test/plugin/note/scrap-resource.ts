import type { ResourceDefinition } from "../../../lib/plugin/index.ts";
import { defineSchema, string } from "../../../lib/plugin/index.ts";
import type { Settings } from "./provider.ts";

const schema = defineSchema({
  version: 0,
  description: "A name that nobody has written a note for: only in the state. Has no identity.",
  attributes: { name: string({ required: true, description: "The name." }) },
});

export const scrapResource: ResourceDefinition<Settings, typeof schema> = {
  schema,
  read: async (state) => state,
  plan: ({ proposed }) => ({ planned: proposed, requiresReplace: [["name"]] }),
  create: async ({ planned }) => ({ name: String(planned.name) }),
  update: async ({ prior }) => prior,
  delete: async () => {},

  moveState({ typeName }, { diagnostics }) {
    if (typeName === "note_note") {
      diagnostics.error("A note is no scrap", "Making a scrap of a note would throw its text away.");
    }
    return null;
  },
};
