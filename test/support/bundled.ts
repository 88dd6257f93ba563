import { join } from "node:path";
import { buildSync } from "esbuild";

const root = join(import.meta.dirname, "../..");
const known = new Map<string, Uint8Array>();

/**
 * A program as one executable, which starts in a third of the time: tests start some a few hundred times.
 *
 * @param entry its main module, from the root of the repository
 */
export function bundled(entry: string): Uint8Array {
  const contents = known.get(entry) ?? bundle(entry);
  known.set(entry, contents);
  return contents;
}

function bundle(entry: string): Uint8Array {
  const { outputFiles } = buildSync({
    absWorkingDir: root,
    entryPoints: [entry],
    inject: ["scripts/build/light-headers.ts"],
    // Not whichever node is on the PATH: the acceptance tests try others.
    banner: { js: `#!${process.execPath}` },
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error("esbuild wrote nothing.");
  return file.contents;
}
