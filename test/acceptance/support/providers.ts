// The providers of a workspace.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  installProvider,
  PROVIDER_SOURCE,
  platformOf,
  pluginsFolderBelow,
  readBuild,
} from "../../../lib/packaging/index.ts";
import { hostProvider } from "./hosted-provider.ts";
import { NULL_SOURCE, NULL_VERSION, placeNullProvider, REAL_NULL_PROVIDER } from "./null-provider.ts";

const dist = join(import.meta.dirname, "../../../dist");

/** By the name that a configuration calls it by. */
export const SOURCES = { bos: PROVIDER_SOURCE, null: NULL_SOURCE } as const;

export type ProviderName = keyof typeof SOURCES;

/**
 * `hosted`: the provider's code runs in the process of the test (hosted-provider.ts). `built`: what is in `dist/`, in processes
 * of its own, as users have it; BOS_TEST_PROVIDER=built makes it so for all.
 */
export type ProviderKind = "hosted" | "built";

/** A provider's executable in a `terraform.d/plugins`. */
export interface PlacedProvider {
  /** Its address, with the host. */
  readonly source: string;
  readonly version: string;
  readonly path: string;
}

export interface PlacedProviders {
  readonly placed: readonly PlacedProvider[];
  close(): Promise<void>;
}

/** Puts providers into the folder's `terraform.d/plugins`; rejects a checkout that is not built. */
export async function placeProviders(
  folder: string,
  names: readonly ProviderName[],
  kind: ProviderKind,
): Promise<PlacedProviders> {
  const isBuilt = kind === "built" || process.env["BOS_TEST_PROVIDER"] === "built";
  const all = await Promise.all(
    names.map((name) => {
      if (isBuilt && name === "bos") return placeBuilt(folder);
      if (isBuilt || (name === "null" && REAL_NULL_PROVIDER !== undefined)) return placeNullProvider(folder);
      return placeHosted(folder, name);
    }),
  );
  return {
    placed: all,
    async close() {
      await Promise.all(all.map((one) => "close" in one && one.close()));
    },
  };
}

function placeBuilt(folder: string): PlacedProvider {
  const build = readBuild(dist);
  const [installed] = installProvider(build, pluginsFolderBelow(folder), [platform()]);
  if (installed === undefined) throw new Error("The provider was put nowhere.");
  return { source: PROVIDER_SOURCE, version: build.version, path: installed.path };
}

async function placeHosted(
  folder: string,
  name: ProviderName,
): Promise<PlacedProvider & { close(): Promise<void> }> {
  const source = SOURCES[name];
  const version = name === "bos" ? readBuild(dist).version : NULL_VERSION;
  const { executable, close } = await hostProvider(name);
  const path = join(pluginsFolderBelow(folder), source, version, platform(), `terraform-provider-${name}`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, executable, { mode: 0o755 });
  return { source, version, path, close };
}

function platform() {
  const found = platformOf(process);
  if (found === undefined) throw new Error("The providers do not run on this machine.");
  return found;
}
