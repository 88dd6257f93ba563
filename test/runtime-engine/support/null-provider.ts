// Lives of both engines start the null provider a few hundred times: the stand-in as one file starts in a third of the time.
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { placeNullProvider, REAL_NULL_PROVIDER } from "../../support/null-provider.ts";
import type { PlacedProvider } from "../../support/provider.ts";

const root = join(import.meta.dirname, "../../..");
let bundled: Uint8Array | undefined;

/** Puts the null provider into the folder's `terraform.d/plugins`: the real one where there is one, else the stand-in. */
export function placeQuickNullProvider(folder: string): PlacedProvider {
  if (REAL_NULL_PROVIDER !== undefined) return placeNullProvider(folder);
  const file = join(folder, "terraform-provider-null");
  writeFileSync(file, standIn(), { mode: 0o755 });
  const placed = placeNullProvider(folder, file);
  rmSync(file);
  return placed;
}

function standIn(): Uint8Array {
  bundled ??= buildSync({
    absWorkingDir: root,
    entryPoints: ["test/null-provider/main.ts"],
    inject: ["scripts/build/light-headers.ts"],
    // Not whichever node is on the PATH: that is part of what the lives try.
    banner: { js: `#!${process.execPath}` },
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
  }).outputFiles[0]?.contents;
  if (bundled === undefined) throw new Error("esbuild wrote nothing.");
  return bundled;
}
