import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

export const root = join(import.meta.dirname, "../../..");

/**
 * A user's project, which goes with the test: the package as it is built, and of all other packages those named here.
 *
 * @param within the folder that it is made in, whose packages are there as well
 * @returns its folder
 */
export function newProject(packages: readonly string[], within = tmpdir()): string {
  const project = mkdtempSync(join(within, "bos-project-"));
  onTestFinished(() => rmSync(project, { recursive: true, force: true }));
  const place = (name: string) => join(project, "node_modules", name);
  // A copy, because a link would let the package find its neighbours in this repository.
  for (const part of ["dist", "package.json"]) {
    cpSync(join(root, part), join(place("bos-encryption"), part), { recursive: true });
  }
  for (const name of packages) {
    mkdirSync(dirname(place(name)), { recursive: true });
    symlinkSync(join(root, "node_modules", name), place(name));
  }
  writeFileSync(join(project, "package.json"), '{ "type": "module" }');
  return project;
}
