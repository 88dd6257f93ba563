// The null provider in a workspace: HashiCorp's own, where somebody has it at hand, else the stand-in.
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { buildSync } from "esbuild";
import { platformOf, pluginsFolderBelow } from "../../lib/distribution/index.ts";
import type { PlacedProvider } from "./provider.ts";

export const NULL_SOURCE = "registry.terraform.io/hashicorp/null";

/** The executable of the real null provider; undefined where there is none. */
export const REAL_NULL_PROVIDER = process.env["BOS_TEST_NULL_PROVIDER"] || undefined;

/** Of the stand-in, and of a real one whose file name does not tell. It satisfies `~> 3.2`. */
const VERSION = "3.2.4";

/** Puts the null provider into the folder's `terraform.d/plugins`. */
export function placeNullProvider(folder: string): PlacedProvider {
  const platform = platformOf(process);
  if (platform === undefined) throw new Error("The stand-in does not run on this machine.");
  const name = basename(REAL_NULL_PROVIDER ?? "terraform-provider-null");
  const version = /_v(\d+\.\d+\.\d+)/.exec(name)?.[1] ?? VERSION;
  const path = join(pluginsFolderBelow(folder), NULL_SOURCE, version, platform, name);
  mkdirSync(dirname(path), { recursive: true });
  if (REAL_NULL_PROVIDER !== undefined) copyFileSync(REAL_NULL_PROVIDER, path);
  else writeFileSync(path, standIn(), { mode: 0o755 });
  return { source: NULL_SOURCE, version, path };
}

let bundled: Uint8Array | undefined;

/** Bundled, because tests start it a few hundred times: as one file it starts in a third of the time. */
function standIn(): Uint8Array {
  bundled ??= buildSync({
    absWorkingDir: join(import.meta.dirname, "../.."),
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
