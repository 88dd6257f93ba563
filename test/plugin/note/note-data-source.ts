import type { DataSourceDefinition } from "../../../lib/plugin/index.ts";
import { defineSchema, string } from "../../../lib/plugin/index.ts";
import type { Settings } from "./provider.ts";

const schema = defineSchema({
  version: 0,
  description: "A note that somebody else put on the shelf.",
  attributes: {
    title: string({ required: true, description: "Its name." }),
    text: string({ computed: true, description: "What it says." }),
  },
});

export const noteDataSource: DataSourceDefinition<Settings, typeof schema> = {
  schema,
  async read({ title }, { settings, diagnostics }) {
    const note = settings.shelf.get(title);
    if (note === null)
      diagnostics.error("No such note", `There is no note "${title}" on the shelf.`, ["title"]);
    return note && { title, text: note.text };
  },
};
