// A runner of pipelines: each job begins in an empty folder, and finds nothing there but the repository's files and what
// the jobs before it have left.
import { execFile } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll } from "vitest";
import type { Emulator } from "../../../../lib/emulator/index.ts";
import { type Result, start } from "../../../support/process.ts";
import { cutOff } from "../../support/terraform.ts";
import type { Job } from "./jobs.ts";

const root = join(import.meta.dirname, "../../../..");
const run = promisify(execFile);
const CREDENTIALS = ["BAIDUCLOUD_ACCESS_KEY", "BAIDUCLOUD_SECRET_KEY"] as const;

export interface Runner extends AsyncDisposable {
  /** Outside of every job: where a state is that all share. */
  readonly shared: string;
  /** Replaces files of the repository. */
  commit(files: Readonly<Record<string, string>>): void;
  /** A folder with the repository's files. */
  checkout(): string;
  /**
   * Runs a job, in a folder of its own unless one is given, until a script fails; rejects, with all output, when that one
   * does not end with `code`. The result is that of the last script.
   */
  run(job: Job | undefined, options?: RunnerOptions): Promise<Result>;
}

export interface RunnerOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Default: 0. */
  readonly code?: number;
}

/**
 * @param secrets how the pipeline's own system hands over the credentials: to each script, or only to those that ask for
 *   them with `${{ secrets.NAME }}`
 */
export async function startRunner(
  project: "hcl" | "cdk",
  emulator: Emulator,
  secrets: "everywhere" | "where asked for",
): Promise<Runner> {
  const base = mkdtempSync(join(tmpdir(), "bos-pipeline-"));
  const home = join(base, "home");
  const repository = join(base, "repository");
  const left = join(base, "left");
  for (const place of [home, repository, left]) mkdirSync(place);
  writeFileSync(join(home, "terraformrc"), "");
  if (project === "cdk") makeLinkedProject(repository);
  else {
    npmProject ??= makeNpmProject();
    for (const name of ["package.json", "package-lock.json"])
      copyFileSync(join(await npmProject, name), join(repository, name));
  }

  const known: Readonly<Record<string, string>> = emulator.environment;
  const common = {
    ...cutOff(home),
    // Nothing but the package itself is to be installed, and that is a file.
    npm_config_offline: "true",
    npm_config_cache: join(base, "npm"),
    npm_config_update_notifier: "false",
    ...Object.fromEntries(Object.entries(known).filter(([name]) => name.endsWith("_ENDPOINT"))),
  };
  const credentials = Object.fromEntries(CREDENTIALS.map((name) => [name, known[name] ?? ""]));

  let jobs = 0;
  const checkout = () => {
    jobs += 1;
    const place = join(base, `job-${jobs}`);
    cpSync(repository, place, { recursive: true, verbatimSymlinks: true });
    return place;
  };
  const emptyFolder = () => {
    jobs += 1;
    const place = join(base, `job-${jobs}`);
    mkdirSync(place);
    return place;
  };

  return {
    shared: base,
    commit(files) {
      for (const [name, content] of Object.entries(files)) writeFileSync(join(repository, name), content);
    },
    checkout,
    async run(job, { cwd, env = {}, code = 0 } = {}) {
      if (job === undefined) throw new Error("The pipeline has no such job.");
      const place = cwd ?? (job.checkout ? checkout() : emptyFolder());
      if (job.takes !== undefined) cpSync(left, join(place, job.takes), { recursive: true });
      let result: Result = { code: 0, stdout: "", stderr: "", text: "" };
      for (const script of job.scripts) {
        // The packages of the CDK project are links already; a registry would have to hold them.
        if (project === "cdk" && script.lines.join() === "npm ci") continue;
        const own = secrets === "everywhere" ? { ...credentials, ...script.env } : filled(script.env, known);
        result = await start("bash", ["-e", "-o", "pipefail", "-c", script.lines.join("\n")], {
          cwd: place,
          env: { ...common, ...own, ...env },
        }).result;
        if (result.code === code && code !== 0) return result;
        if (result.code !== 0)
          throw new Error(
            `${script.lines.join("; ")} ended with ${result.code}:\n${result.stdout}${result.stderr}`,
          );
      }
      if (code !== 0) throw new Error(`No script ended with ${code}.`);
      // As an artifact, which is a ZIP file, hands it on: without the bits that make a file executable.
      for (const name of job.leaves) writeFileSync(join(left, basename(name)), "", { mode: 0o644 });
      for (const name of job.leaves) copyFileSync(join(place, name), join(left, basename(name)));
      return result;
    },
    async [Symbol.asyncDispose]() {
      rmSync(base, { recursive: true, force: true });
    },
  };
}

/** The variables of a script of GitHub's, with its secrets in their places. */
function filled(env: Readonly<Record<string, string>>, known: Readonly<Record<string, string>>) {
  const value = (text: string) =>
    text.replace(/\$\{\{ secrets\.(\w+) \}\}/g, (_, name: string) => known[name] ?? "");
  return Object.fromEntries(Object.entries(env).map(([name, text]) => [name, value(text)]));
}

let npmProject: Promise<string> | undefined;
afterAll(async () => {
  if (npmProject !== undefined) rmSync(await npmProject, { recursive: true, force: true });
});

/** A project whose lock file names the packed package, so that `npm ci` installs it as users do; one for all tests. */
async function makeNpmProject(): Promise<string> {
  const base = mkdtempSync(join(tmpdir(), "bos-npm-"));
  const env = { ...process.env, npm_config_cache: join(base, "npm"), npm_config_offline: "true" };
  // What is built is packed as it is: a build now would pull dist/ away under other tests.
  const pack = ["pack", "--json", "--ignore-scripts", "--pack-destination", base];
  const [packed] = JSON.parse((await run("npm", pack, { cwd: root, env })).stdout);
  const manifest = {
    private: true,
    devDependencies: { "bos-encryption": `file:${join(base, packed.filename)}` },
  };
  writeFileSync(join(base, "package.json"), JSON.stringify(manifest));
  await run("npm", ["install", "--package-lock-only"], { cwd: base, env });
  return base;
}

/** A project after `npm ci`: the package as it is built, and links to the CDK. */
function makeLinkedProject(repository: string): void {
  writeFileSync(join(repository, "package.json"), '{ "private": true, "type": "module" }');
  const place = (name: string) => join(repository, "node_modules", name);
  // A copy, because a link would let the package find its neighbours in this repository.
  for (const part of ["dist", "package.json"])
    cpSync(join(root, part), join(place("bos-encryption"), part), { recursive: true });
  for (const name of ["cdktf", "constructs"]) {
    mkdirSync(dirname(place(name)), { recursive: true });
    symlinkSync(join(root, "node_modules", name), place(name));
  }
}
