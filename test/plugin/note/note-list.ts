import type { ListResourceDefinition } from "../../../lib/plugin/index.ts";
import { defineSchema, errorDiagnostic, string } from "../../../lib/plugin/index.ts";
import { type identity, type schema as noteSchema, stateOf } from "./note-resource.ts";
import type { Settings } from "./provider.ts";

const schema = defineSchema({
  version: 0,
  description: "The notes on the shelf.",
  attributes: {
    prefix: string({ optional: true, description: "Only notes whose title begins so." }),
  },
});

const EMPTY_NOTE = { text: null, weight: null, words: null, tags: null };

/** Notes in the order of their titles. Some prefixes make trouble on purpose. */
export const noteList: ListResourceDefinition<Settings, typeof schema, typeof noteSchema, typeof identity> = {
  schema,

  validate({ prefix }, { diagnostics }) {
    if (prefix === "") diagnostics.error("Empty prefix", "Leave it out to see every note.", ["prefix"]);
  },

  async *list({ prefix }, _options, { settings, diagnostics }) {
    try {
      while (prefix === "endless") {
        yield { identity: { title: "endless", shelf: null }, displayName: "Note endless" };
      }
    } finally {
      if (prefix === "endless") settings.shelf.put("list-ended", EMPTY_NOTE);
    }
    if (prefix === "locked") diagnostics.error("The shelf is locked", "Nobody has the key.");
    for (const title of settings.shelf.titles()) {
      if (!title.startsWith(prefix ?? "")) continue;
      const note = settings.shelf.get(title);
      if (note === null) continue;
      const illegible = note.text === "unreadable";
      yield {
        identity: { title, shelf: null },
        displayName: `Note ${title}`,
        ...(illegible
          ? { diagnostics: [errorDiagnostic(`Cannot read note "${title}"`, "It is illegible.")] }
          : { resource: stateOf(title, note) }),
      };
    }
  },
};
