// The built provider in a workspace, as if `terraform init` had been run there.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import {
  installProvider,
  PROVIDER_SOURCE,
  PROVIDER_TYPE,
  platformOf,
  pluginsFolderBelow,
  readBuild,
} from "../../lib/distribution/index.ts";

const dist = join(import.meta.dirname, "../../dist");

export const REQUIRED_PROVIDERS = `terraform {
  required_providers {
    ${PROVIDER_TYPE} = { source = "${PROVIDER_SOURCE}" }
  }
}
`;

/** Puts the built provider into the folder's `terraform.d/plugins`; rejects a checkout that is not built. */
export function placeProvider(folder: string): { readonly version: string; readonly path: string } {
  const platform = platformOf(process);
  if (platform === undefined) throw new Error("The provider does not run on this machine.");
  const build = readBuild(dist);
  const [installed] = installProvider(build, pluginsFolderBelow(folder), [platform]);
  if (installed === undefined) throw new Error("The provider was put nowhere.");
  return { version: build.version, path: installed.path };
}

/**
 * Does what `terraform init` does in half a second: the link below `.terraform` and the lock file. A life of the
 * provider runs the real one and finds the same.
 */
export function initialise(folder: string, { version, path }: ReturnType<typeof placeProvider>): void {
  const link = join(folder, ".terraform/providers", PROVIDER_SOURCE, version, basename(dirname(path)));
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync(dirname(path), link);
  writeFileSync(join(folder, ".terraform.lock.hcl"), lockFile(version, path));
}

export function lockFile(version: string, path: string): string {
  // Go's "h1" of a folder: the hash of a list of its files and their hashes.
  const file = createHash("sha256").update(readFileSync(path)).digest("hex");
  const folder = createHash("sha256")
    .update(`${file}  ${basename(path)}\n`)
    .digest("base64");
  return `# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.

provider "${PROVIDER_SOURCE}" {
  version = "${version}"
  hashes = [
    "h1:${folder}",
  ]
}
`;
}
