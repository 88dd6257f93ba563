// What the provider's file begins with, in front of a program of one line: run as Terraform runs it, and as a person.
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { prelude } from "../../scripts/build/prelude.ts";

const VARIABLE = "BOS_TEST_NODE";
const BEGIN = prelude({ program: "the-program", nodeVariable: VARIABLE });
const TELLS = "console.log(JSON.stringify([process.pid, process.argv.slice(1), process.execArgv]));\n";
const COOKIE = { TF_PLUGIN_MAGIC_COOKIE: "cookie" };
const ON_NO_PATH =
  "the-program needs Node.js 22.19 or newer, and there is none on the PATH that can be run. Install it, or set BOS_TEST_NODE to the path of one.\n";
const noProgram = (path: string) =>
  `the-program needs Node.js 22.19 or newer, and BOS_TEST_NODE names no program that can be run: ${path}. Set it to the path of such a node.\n`;

let folder: string;
let file: string;
let bin: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "prelude-"));
  bin = join(folder, "bin");
  mkdirSync(bin);
  file = place("the-program", `${BEGIN}\n${TELLS}`);
});
afterEach(() => rmSync(folder, { recursive: true }));

function place(name: string, content: string, mode = 0o755): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
}

type Environment = Readonly<Record<string, string>>;
type Command = readonly [program: string, ...args: readonly string[]];

function start([program, ...args]: Command, env: Environment) {
  const options = { encoding: "utf8", env: { PATH: bin, ...env }, timeout: 20_000 } as const;
  const { status, stdout, stderr, pid } = spawnSync(program, args, options);
  return { status, stdout, stderr, pid };
}

const SHELLS: readonly { readonly name: string; readonly shell: Command }[] = [
  { name: "sh", shell: ["/bin/sh"] },
  { name: "dash", shell: ["/bin/dash"] },
  { name: "bash as sh", shell: ["/bin/bash", "--posix"] },
  { name: "bash", shell: ["/bin/bash"] },
  { name: "busybox", shell: ["/bin/busybox", "sh"] },
];
const isThere = ({ shell: [program, ...args] }: { readonly shell: Command }) =>
  spawnSync(program, [...args, "-c", "exit 0"]).status === 0;

describe.each(SHELLS.filter(isThere))("$name", ({ shell }) => {
  const run = (env: Environment) => start([...shell, file, "one", "two  'words\""], env);

  it("becomes the node on the PATH, and hands its arguments on", () => {
    symlinkSync(process.execPath, join(bin, "node"));
    const { stdout, stderr, status, pid } = run({});
    expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
    expect(JSON.parse(stdout)).toEqual([pid, [file, "one", "two  'words\""], []]);
  });

  it("takes the node that is named, whatever its path holds, before the one on the PATH", () => {
    place("bin/node", "#!/bin/sh\nexit 7\n");
    const named = join(folder, 'my "node" $HOME \'here*');
    symlinkSync(process.execPath, named);
    expect(run({ [VARIABLE]: named })).toMatchObject({ status: 0, stderr: "" });
  });

  it("takes an empty name for none", () => {
    symlinkSync(process.execPath, join(bin, "node"));
    expect(run({ [VARIABLE]: "" })).toMatchObject({ status: 0, stderr: "" });
  });

  it.each([
    ["nothing", () => {}],
    ["a file that is no program", () => place("bin/node", "", 0o644)],
    ["a node without its loader", () => place("bin/node", "#!/nowhere/ld.so\n")],
  ])("says it where the PATH has %s", (_, prepare) => {
    prepare();
    expect(run(COOKIE)).toMatchObject({ status: 1, stdout: ON_NO_PATH });
    const byHand = run({});
    expect(byHand).toMatchObject({ status: 1, stdout: "" });
    // The shell's own words come first: they say why.
    expect(byHand.stderr.endsWith(`\n${ON_NO_PATH}`)).toBe(true);
  });

  it.each([
    ["nothing", (path: string) => path],
    ["a folder", (path: string) => mkdirSync(path, { recursive: true }) ?? path],
    ["a file that is no program", () => place("named \\n %s", "", 0o644)],
  ])("says it where the name is of %s", (_, prepare) => {
    symlinkSync(process.execPath, join(bin, "node"));
    const named = prepare(join(folder, "named \\n %s"));
    expect(run({ ...COOKIE, [VARIABLE]: named })).toMatchObject({ status: 1, stdout: noProgram(named) });
  });
});

it("starts by itself, below a folder of any name, as a module or not", () => {
  symlinkSync(process.execPath, join(bin, "node"));
  for (const type of ["module", "commonjs"]) {
    const home = join(folder, `a "b" 'c' $d ${type}`);
    mkdirSync(home);
    writeFileSync(join(home, "package.json"), `{ "type": "${type}" }`);
    const path = join(home, "the-program");
    writeFileSync(path, `${BEGIN}\n${TELLS}`, { mode: 0o755 });
    expect(start([path], {})).toMatchObject({ status: 0, stderr: "" });
    expect(start([process.execPath, path], {})).toMatchObject({ status: 0, stderr: "" });
  }
});

it("stays one process through a node that is a script itself", () => {
  place("bin/node", `#!/bin/sh\nexec '${process.execPath}' --no-warnings "$@"\n`);
  const { stdout, pid } = start([file], {});
  expect(JSON.parse(stdout)).toEqual([pid, [file], ["--no-warnings"]]);
});

it("leaves NODE_OPTIONS to node", () => {
  symlinkSync(process.execPath, join(bin, "node"));
  writeFileSync(join(folder, "first.cjs"), "console.log('first')");
  const { stdout } = start([file], { NODE_OPTIONS: `--require ${join(folder, "first.cjs")}` });
  expect(stdout).toMatch(/^first\n\[/);
});

it("is the line that npm knows on every system, for what Terraform does not start", () => {
  expect(prelude({ program: "the-program" })).toMatch(/^#!\/usr\/bin\/env node\n/);
});
