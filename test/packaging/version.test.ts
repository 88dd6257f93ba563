import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { describeVersion, readBuild } from "../../lib/packaging/index.ts";

const root = join(import.meta.dirname, "../..");
const dist = join(root, "dist");

it.each([
  ["0.0.73011617432935", "0.1.0-dev (build 0.0.73011617432935)"],
  ["0.1.0", "0.1.0"],
  ["0.0.0-source", "0.0.0-source"],
])("shows %s as %s", (version, shown) => {
  expect(describeVersion(version, "0.1.0")).toBe(shown);
});

it("is what people read of the build: from the command, from an install, from the runtime", () => {
  const folder = mkdtempSync(join(tmpdir(), "bos-version-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { version: release } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const { version } = readBuild(dist);
  const shown = describeVersion(version, release);
  const run = (program: string, ...args: string[]) =>
    execFileSync(process.execPath, [join(dist, program), ...args], { encoding: "utf8", cwd: folder });

  expect(run("bos-encryption", "version")).toBe(`${shown}\n`);
  expect(run("bos-encryption-runtime.cjs", "--version")).toBe(`${shown}\n`);
  const installed = run("bos-encryption", "provider", "install");
  expect(installed).toContain(`terraform.local/bos-encryption/bos ${shown} in ${folder}`);
  // What Terraform compares is the number alone.
  expect(installed).toContain(`version = "${version}"`);
});
