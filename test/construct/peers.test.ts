import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { PEERS } from "../../lib/construct/cdk.ts";
import { type Result, start } from "../support/process.ts";

const root = join(import.meta.dirname, "../..");

let project: string;
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "bos-peers-"));
  cpSync(join(root, "dist"), join(project, "node_modules/bos-bucket-encryption/dist"), { recursive: true });
  cpSync(join(root, "package.json"), join(project, "node_modules/bos-bucket-encryption/package.json"));
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

/** What the user sees who imports the package. */
function importPackage(): Promise<Result> {
  const code = 'import("bos-bucket-encryption").catch((error) => console.log(error.code, error.message))';
  const env = { PATH: process.env["PATH"] ?? "" };
  return start(process.execPath, ["--eval", code], { cwd: project, env }).result;
}

const rows: Record<string, { installed: string[]; says: RegExp }> = {
  "neither is there": { installed: [], says: /^peer-missing .* needs the library constructs/ },
  "constructs alone": { installed: ["constructs"], says: /^peer-missing .* needs the library cdktf,/ },
  "both are there": { installed: ["constructs", "cdktf"], says: /^$/ },
};

test.each(Object.entries(rows))("%s", async (_name, { installed, says }) => {
  for (const name of installed) {
    symlinkSync(join(root, "node_modules", name), join(project, "node_modules", name));
  }
  const { stdout, stderr } = await importPackage();
  expect({ stdout: stdout.trim(), stderr }).toEqual({ stdout: expect.stringMatching(says), stderr: "" });
});

test("a missing library is told with the command that installs both", async () => {
  const { stdout } = await importPackage();
  expect(stdout.trim()).toMatch(
    'peer-missing bos-bucket-encryption needs the library constructs, which is not installed. Run: npm install "cdktf@^0.21.0" "constructs@>=10.6.0 <10.8.0"',
  );
});

test("a library that is broken speaks for itself", async () => {
  const file = join(project, "node_modules/constructs/index.js");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, 'require("its-own-dependency");');
  const { stdout } = await importPackage();
  expect(stdout).toMatch(/^MODULE_NOT_FOUND Cannot find module 'its-own-dependency'/);
});

test("npm is told the same versions as the user", () => {
  const { peerDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    peerDependencies: Record<string, string>;
  };
  expect(peerDependencies).toMatchObject(PEERS);
});
