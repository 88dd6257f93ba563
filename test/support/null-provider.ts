// The null provider in a workspace: HashiCorp's own, where somebody has it at hand, else the stand-in.
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { platformOf, pluginsFolderBelow } from "../../lib/distribution/index.ts";
import type { PlacedProvider } from "./provider.ts";

export const NULL_SOURCE = "registry.terraform.io/hashicorp/null";

/** The executable of the real null provider; undefined where there is none. */
export const REAL_NULL_PROVIDER = process.env["BOS_TEST_NULL_PROVIDER"] || undefined;

/** Of the stand-in, and of a real one whose file name does not tell. It satisfies `~> 3.2`. */
const VERSION = "3.2.4";

const standIn = pathToFileURL(join(import.meta.dirname, "../null-provider/main.ts")).href;

/** Puts the null provider into the folder's `terraform.d/plugins`. */
export function placeNullProvider(folder: string, real = REAL_NULL_PROVIDER): PlacedProvider {
  const platform = platformOf(process);
  if (platform === undefined) throw new Error("The stand-in does not run on this machine.");
  const version = /_v(\d+\.\d+\.\d+)/.exec(basename(real ?? ""))?.[1] ?? VERSION;
  const path = join(
    pluginsFolderBelow(folder),
    NULL_SOURCE,
    version,
    platform,
    real === undefined ? "terraform-provider-null" : basename(real),
  );
  mkdirSync(dirname(path), { recursive: true });
  if (real !== undefined) copyFileSync(real, path);
  // `import()` is understood whether Node takes the file for an ES module or for CommonJS.
  else writeFileSync(path, `#!/usr/bin/env node\nimport(${JSON.stringify(standIn)});\n`, { mode: 0o755 });
  return { source: NULL_SOURCE, version, path };
}
