import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, expect, test } from "vitest";

const run = promisify(execFile);
const root = join(import.meta.dirname, "../..");

let folder: string;
let files: readonly string[];
let tarball: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "package-"));
  // What is built is packed as it is: a build now would pull dist/ away under other tests.
  const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", folder];
  const [packed] = JSON.parse((await run("npm", args, { cwd: root })).stdout);
  files = packed.files.map(({ path }: { path: string }) => path);
  tarball = join(folder, packed.filename);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the package holds what users need and nothing of the workshop", () => {
  const needed = [
    "LICENSE",
    "README.md",
    "dist/THIRD-PARTY-NOTICES.txt",
    "dist/bos-encryption",
    "dist/cdktn/index.d.ts",
    "dist/cdktn/index.js",
    "dist/emulator/index.d.ts",
    "dist/emulator/index.js",
    "dist/index.d.ts",
    "dist/index.d.mts",
    "dist/index.js",
    "dist/index.mjs",
    "dist/provider.json",
    "dist/terraform-provider-bos",
  ];
  expect(files).toEqual(expect.arrayContaining(needed));
  expect(
    files.filter((file) => !/^(dist\/|LICENSE$|README\.md$|CHANGELOG\.md$|package\.json$)/.test(file)),
  ).toEqual([]);
});

test("publint finds nothing wrong", async () => {
  const { buffer } = Uint8Array.from(readFileSync(tarball));
  const { messages, pkg } = await publint({ strict: true, pack: { tarball: buffer } });
  expect(messages.map((message) => formatMessage(message, pkg ?? {}))).toEqual([]);
});

test("the types are right for whoever imports the package", async () => {
  const attw = join(root, "node_modules/.bin/attw");
  const { stdout } = await run(attw, [tarball, "--format", "json"], { cwd: folder });
  const { analysis } = JSON.parse(stdout);
  expect(Object.keys(analysis.entrypoints).sort()).toEqual([".", "./cdktn", "./emulator", "./package.json"]);
  expect(analysis.problems).toEqual([]);
});
