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
import type { Build } from "./build.ts";
import { DistributionError } from "./error.ts";
import { pluginPath } from "./layout.ts";
import type { Platform } from "./platform.ts";

/** Finishes the sentence "the provider was …". */
export type InstallOutcome = "installed" | "unchanged" | "replaced";

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
