import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { settings } from "./note.ts";
import { type Plugin, startPlugin } from "./plugin-process.ts";

/** The example provider, started and, unless told otherwise, configured, with a folder of notes of its own. */
export async function startWithShelf({ configured = true } = {}) {
  const notes = mkdtempSync(join(tmpdir(), "plugin-notes-"));
  const plugin: Plugin = await startPlugin();
  if (configured) await plugin.provider.configureProvider({ config: settings(notes) });
  return {
    plugin,
    provider: plugin.provider,
    notes,
    /** Puts a note on the shelf, behind the provider's back. */
    put(title: string, text: string | null = null) {
      const note = { text, weight: null, words: null, tags: null };
      writeFileSync(join(notes, `${title}.json`), JSON.stringify(note));
    },
    async [Symbol.asyncDispose]() {
      await plugin[Symbol.asyncDispose]();
      rmSync(notes, { recursive: true, force: true });
    },
  };
}

export type WithShelf = Awaited<ReturnType<typeof startWithShelf>>;
