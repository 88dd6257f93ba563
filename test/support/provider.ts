// The built provider in a workspace.
import { join } from "node:path";
import {
  installProvider,
  PROVIDER_SOURCE,
  platformOf,
  pluginsFolderBelow,
  readBuild,
} from "../../lib/distribution/index.ts";

const dist = join(import.meta.dirname, "../../dist");

/** A provider's executable in a `terraform.d/plugins`. */
export interface PlacedProvider {
  /** Its address, with the host. */
  readonly source: string;
  readonly version: string;
  readonly path: string;
}

/** Puts the built provider into the folder's `terraform.d/plugins`; rejects a checkout that is not built. */
export function placeProvider(folder: string): PlacedProvider {
  const platform = platformOf(process);
  if (platform === undefined) throw new Error("The provider does not run on this machine.");
  const build = readBuild(dist);
  const [installed] = installProvider(build, pluginsFolderBelow(folder), [platform]);
  if (installed === undefined) throw new Error("The provider was put nowhere.");
  return { source: PROVIDER_SOURCE, version: build.version, path: installed.path };
}
