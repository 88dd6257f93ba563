import { execFile } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";
import { promisify } from "node:util";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, expect, test } from "vitest";
import { TOO_OLD } from "../support/node.ts";

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
    "CONTRIBUTING.md",
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
    "docs/provider.md",
    "examples/quickstart/main.ts",
  ];
  expect(files).toEqual(expect.arrayContaining(needed));
  expect(
    files.filter(
      (file) =>
        !/^(dist\/|docs\/|examples\/|(LICENSE|README\.md|CHANGELOG\.md|CONTRIBUTING\.md|package\.json)$)/.test(
          file,
        ),
    ),
  ).toEqual([]);
  expect(statSync(tarball).size).toBeLessThan(600_000);
});

test("every link of the package's pages leads to something in the package", () => {
  const there = new Set(files.flatMap((file) => [file, ...foldersOf(file)]));
  const broken = files
    .filter((file) => file.endsWith(".md"))
    .flatMap((file) =>
      [...readFileSync(join(root, file), "utf8").matchAll(/\]\((?![a-z]+:)([^)#]+)[^)]*\)/g)]
        .map(([, target = ""]) => posix.join(dirname(file), target).replace(/\/$/, ""))
        .filter((target) => !there.has(target))
        .map((target) => `${file} links to ${target}`),
    );
  expect(broken).toEqual([]);
});

test("what somebody's try has left in an example stays out of the package", async () => {
  const copy = join(folder, "checkout");
  mkdirSync(copy);
  for (const name of ["package.json", "examples"])
    cpSync(join(root, name), join(copy, name), { recursive: true });
  const left = [".terraform/a", "terraform.d/a", "cdktf.out/a", "a.tfstate", "a.tfstate.backup", "a.tfplan"];
  for (const name of left) {
    const path = join(copy, "examples/hcl", name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, "");
  }
  const { stdout } = await run("npm", ["pack", "--json", "--dry-run", "--ignore-scripts"], { cwd: copy });
  const packed: string[] = JSON.parse(stdout)[0].files.map(({ path }: { path: string }) => path);
  expect(packed.filter((file) => file.startsWith("examples/hcl/")).sort()).toEqual([
    "examples/hcl/README.md",
    "examples/hcl/main.tf",
  ]);
});

test("an install on Node 20 warns of nothing", async () => {
  const bin = join(folder, "bin");
  const project = join(folder, "project");
  mkdirSync(bin);
  mkdirSync(project);
  symlinkSync(TOO_OLD.path, join(bin, "node"));
  const { stderr } = await run("npm", ["install", "--offline", "--no-audit", tarball], {
    cwd: project,
    env: { ...process.env, PATH: `${bin}:${process.env["PATH"]}` },
  });
  expect(stderr).toBe("");
});

/** Every folder that a file of the package lies in. */
function foldersOf(file: string): readonly string[] {
  const folder = dirname(file);
  return folder === "." ? [] : [folder, ...foldersOf(folder)];
}

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
