import { randomUUID } from "node:crypto";
import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { type Build, DistributionError } from "./build.ts";
import { PROVIDER_SOURCE, PROVIDER_TYPE } from "./version.ts";

/** Terraform's name of an operating system and a processor, such as `linux_amd64`. */
export type Platform = `${string}_${string}`;

/** Node's names of the same: `process.platform` and `process.arch`. */
export interface Machine {
  readonly platform: string;
  readonly arch: string;
}

/** Where Terraform is run day to day. */
const COMMON_PLATFORMS: readonly Platform[] = ["darwin_amd64", "darwin_arm64", "linux_amd64", "linux_arm64"];

/** Go's names (which Terraform uses) of processors that Node calls otherwise. */
const GO_ARCH: Readonly<Record<string, string>> = { x64: "amd64", ia32: "386" };

/** What to say where a machine has no {@link platformOf}. */
export const NO_WINDOWS =
  "On Windows, Terraform cannot start this provider: it is a script with a #! line. Run Terraform in WSL or on another machine.";

/** The platform of a machine; undefined on Windows, which starts no scripts. */
export function platformOf({ platform, arch }: Machine): Platform | undefined {
  return platform === "win32" ? undefined : `${platform}_${GO_ARCH[arch] ?? arch}`;
}

/**
 * The platforms to install for: the machine's own, and the common ones beside it, because the provider is the same
 * script everywhere. What a Mac has synthesised then runs on a Linux runner, `terraform providers lock -platform=…`
 * finds every platform, and it does not matter whether Node and Terraform are built for the same processor.
 */
export function platformsFor(machine: Machine): readonly Platform[] {
  const own = platformOf(machine);
  return [...new Set(own === undefined ? COMMON_PLATFORMS : [...COMMON_PLATFORMS, own])];
}

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

/** Finishes the sentence "the provider was …". */
type InstallOutcome = "installed" | "unchanged" | "replaced";

export interface InstalledFile {
  readonly platform: Platform;
  readonly path: string;
  readonly outcome: InstallOutcome;
}

/**
 * Puts the provider into a plugins folder, once for each platform. Equal bytes are left alone. Other bytes under the
 * same version are replaced: a version never changes its bytes, so that file is damaged or not ours, and a lock file
 * that was written for it refuses the next `terraform init` with a checksum. Other versions are left alone, too.
 *
 * A file appears whole or not at all, whoever installs at the same time.
 *
 * @throws DistributionError `write-failed`
 */
export function installProvider(
  build: Build,
  pluginsFolder: string,
  platforms: readonly Platform[],
): readonly InstalledFile[] {
  try {
    return platforms.map((platform) => {
      const path = pluginPath(pluginsFolder, build.version, platform);
      return { platform, path, outcome: place(build.path, path) };
    });
  } catch (cause) {
    throw new DistributionError(
      "write-failed",
      `The provider cannot be put into ${pluginsFolder}: ${cause instanceof Error ? cause.message : cause}. Make the folder writable, or choose another one.`,
      { cause },
    );
  }
}

function place(source: string, target: string): InstallOutcome {
  const existed = existsSync(target);
  if (existed && readFileSync(target).equals(readFileSync(source))) {
    // Unpacking an artifact can lose the bit. Set only then: the file may be somebody else's.
    if ((statSync(target).mode & 0o111) === 0) chmodSync(target, 0o755);
    return "unchanged";
  }
  const platformFolder = dirname(target);
  mkdirSync(platformFolder, { recursive: true });
  // Not beside the target: Terraform takes everything in the platform's folder for the package and hashes it.
  const temporary = join(dirname(platformFolder), `.${randomUUID()}`);
  try {
    copyFileSync(source, temporary, constants.COPYFILE_FICLONE);
    chmodSync(temporary, 0o755);
    renameSync(temporary, target);
  } finally {
    rmSync(temporary, { force: true });
  }
  return existed ? "replaced" : "installed";
}
