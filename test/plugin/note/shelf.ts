import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The "cloud" of the example: a folder with one JSON file for each note. */
export interface Shelf {
  get(title: string): Note | null;
  titles(): readonly string[];
  put(title: string, note: Note): void;
  remove(title: string): void;
}

export interface Note {
  readonly text: string | null;
  readonly weight: number | null;
  readonly words: readonly (string | null)[] | null;
  readonly tags: { readonly [key: string]: string | null } | null;
}

/** A null directory is one that is not known yet: the shelf is empty, and nothing can be put there. */
export function createShelf(directory: string | null): Shelf {
  const file = (title: string) => {
    if (directory === null) throw new Error("the directory is not known yet");
    return join(directory, `${title}.json`);
  };
  return {
    get(title) {
      if (directory === null || !existsSync(file(title))) return null;
      return JSON.parse(readFileSync(file(title), "utf8")) as Note;
    },
    titles: () =>
      directory === null
        ? []
        : readdirSync(directory)
            .filter((name) => name.endsWith(".json"))
            .map((name) => name.slice(0, -".json".length))
            .sort(),
    put: (title, note) => writeFileSync(file(title), JSON.stringify(note)),
    remove: (title) => rmSync(file(title), { force: true }),
  };
}
