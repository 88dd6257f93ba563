import { accessSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { RUNTIME_FILE } from "../runtime-contract.ts";

/**
 * - `build-missing`: the package is incomplete, or a checkout has not been built.
 * - `write-failed`: the folder for the provider cannot be written.
 */
export type DistributionErrorCode = "build-missing" | "write-failed";

/** Match on `code`; the message says what to do next. */
export class DistributionError extends Error {
  override readonly name = "DistributionError";
  readonly code: DistributionErrorCode;

  constructor(code: DistributionErrorCode, message: string, options: { readonly cause: unknown }) {
    super(message, options);
    this.code = code;
  }
}

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
    throw buildMissing(`There is no built provider in ${folder}.`, cause);
  }
}

/**
 * Finds the built runtime in the same folder, and gives its path.
 *
 * @throws DistributionError `build-missing`
 */
export function findRuntime(folder: string): string {
  const path = join(folder, RUNTIME_FILE);
  try {
    accessSync(path);
    return path;
  } catch (cause) {
    throw buildMissing(`There is no built runtime at ${path}.`, cause);
  }
}

const buildMissing = (what: string, cause: unknown): DistributionError =>
  new DistributionError(
    "build-missing",
    `${what} Install the package bos-encryption again; in a checkout of its repository, run "npm run build". ` +
      "A bundler that copies this code elsewhere must leave the package out (mark it as external).",
    { cause },
  );
