import { join } from "node:path";
import { PROVIDER_SOURCE, PROVIDER_TYPE } from "./names.ts";
import type { Platform } from "./platform.ts";

/** Where `terraform init` and `tofu init` look below the folder they run in, with no configuration. */
export const pluginsFolderBelow = (folder: string): string => join(folder, "terraform.d", "plugins");

/**
 * The provider's place in a plugins folder (Terraform's unpacked layout of a filesystem mirror). The file's name ends
 * without the version that is customary: below a package.json of type "module" Node would take its last part, `.0`,
 * for an extension that it does not know, and refuse to start the file. Terraform accepts either name.
 */
export function pluginPath(pluginsFolder: string, version: string, platform: Platform): string {
  const executable = `terraform-provider-${PROVIDER_TYPE}`;
  return join(pluginsFolder, ...PROVIDER_SOURCE.split("/"), version, platform, executable);
}
