import { accessSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DistributionError } from "./error.ts";

/** The built provider: an executable script, the same bytes on every Unix. */
export interface Build {
  readonly version: string;
  /** Absolute when the folder was. */
  readonly path: string;
}

/**
 * Finds the provider in the folder that a build has filled (`dist/`, or wherever the package has been unpacked).
 *
 * @throws DistributionError `build-missing`
 */
export function readBuild(folder: string): Build {
  try {
    const { version, file } = JSON.parse(readFileSync(join(folder, "provider.json"), "utf8")) as {
      version: string;
      file: string;
    };
    const path = join(folder, file);
    accessSync(path);
    return { version, path };
  } catch (cause) {
    throw new DistributionError(
      "build-missing",
      `There is no built provider in ${folder}. Install the package bos-bucket-encryption again; in a checkout of its repository, run "npm run build". ` +
        "A bundler that copies this code elsewhere must leave the package out (mark it as external).",
      { cause },
    );
  }
}
