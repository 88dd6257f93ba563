import type { ProviderDefinition } from "../../../lib/plugin/index.ts";
import { defineSchema, string } from "../../../lib/plugin/index.ts";
import { noteDataSource } from "./note-data-source.ts";
import { noteList } from "./note-list.ts";
import { noteResource } from "./note-resource.ts";
import { scrapResource } from "./scrap-resource.ts";
import { createShelf, type Shelf } from "./shelf.ts";

export interface Settings {
  readonly shelf: Shelf;
}

const schema = defineSchema({
  version: 0,
  description: "Keeps notes.",
  attributes: {
    directory: string({ required: true, description: "Where the notes are kept: a folder that exists." }),
    token: string({
      optional: true,
      sensitive: true,
      description: "A secret, so that redaction can be seen.",
    }),
  },
});

/** A whole provider, small enough to read: a note is a file in a folder. */
export const noteProvider: ProviderDefinition<Settings, typeof schema> = {
  name: "note",
  version: "0.0.1",
  schema,
  async configure({ directory, token }, { diagnostics, log, terraformVersion }) {
    if (typeof token === "string") log.redact(token);
    log.info("configured", { terraformVersion, token: String(token) });
    if (directory === "") {
      diagnostics.error("Empty directory", `The directory is empty; the token was ${String(token)}.`, [
        "directory",
      ]);
      return undefined;
    }
    return { shelf: createShelf(typeof directory === "string" ? directory : null) };
  },
  resources: { note_note: noteResource, note_scrap: scrapResource },
  dataSources: { note_note: noteDataSource },
  listResources: { note_note: noteList },
};
