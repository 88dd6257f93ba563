// The null provider in a workspace: HashiCorp's own, where somebody has it at hand, else the stand-in.
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { platformOf, pluginsFolderBelow } from "../../../lib/packaging/index.ts";
import { bundled } from "../../support/bundled.ts";
import type { PlacedProvider } from "./providers.ts";

export const NULL_SOURCE = "registry.terraform.io/hashicorp/null";

/** The executable of the real null provider; undefined where there is none. */
export const REAL_NULL_PROVIDER = process.env["BOS_TEST_NULL_PROVIDER"] || undefined;

/** Of the stand-in, and of a real one whose file name does not tell. It satisfies `~> 3.2`. */
export const NULL_VERSION = "3.2.4";

/** Puts the null provider into the folder's `terraform.d/plugins`. */
export function placeNullProvider(folder: string): PlacedProvider {
  const platform = platformOf(process);
  if (platform === undefined) throw new Error("The stand-in does not run on this machine.");
  const name = basename(REAL_NULL_PROVIDER ?? "terraform-provider-null");
  const version = /_v(\d+\.\d+\.\d+)/.exec(name)?.[1] ?? NULL_VERSION;
  const path = join(pluginsFolderBelow(folder), NULL_SOURCE, version, platform, name);
  mkdirSync(dirname(path), { recursive: true });
  if (REAL_NULL_PROVIDER !== undefined) copyFileSync(REAL_NULL_PROVIDER, path);
  else writeFileSync(path, bundled("test/acceptance/null-provider/main.ts"), { mode: 0o755 });
  return { source: NULL_SOURCE, version, path };
}
