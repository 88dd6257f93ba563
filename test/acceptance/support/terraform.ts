// A folder in which a test runs the real Terraform, cut off from the machine's configuration, variables and network.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Emulator } from "../../../lib/emulator/index.ts";
import { type Result, type Running, start } from "../../support/process.ts";
import { initialise } from "./initialise.ts";
import {
  type PlacedProviders,
  type ProviderKind,
  type ProviderName,
  placeProviders,
  SOURCES,
} from "./providers.ts";
import { resourcesIn, type StateFile } from "./state-file.ts";

export type { Result, Running } from "../../support/process.ts";

/** File name (folders are made) to content. */
export type Files = Readonly<Record<string, string>>;

export interface WorkspaceOptions {
  /** Its endpoint, region and credentials become Terraform's environment. */
  readonly emulator?: Pick<Emulator, "environment"> | undefined;
  /** `versions.tf`, which asks for the providers, is written unless it is among these. */
  readonly files?: Files;
  /** On top of the environment described at {@link createWorkspace}; wins over the emulator's. */
  readonly env?: Readonly<Record<string, string>>;
  /** Which providers are used. Default: only the one that is built here, `bos`. */
  readonly providers?: readonly ProviderName[];
  /**
   * `hosted` (default) and `built`: the providers are there, of this kind, and `terraform init` need not be run. `placed`: the
   * built ones lie in `terraform.d/plugins`. `absent`: an empty folder, without `versions.tf`.
   */
  readonly provider?: ProviderKind | "placed" | "absent";
}

export interface CommandOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
  /** Below the workspace's folder. Default: the folder itself. */
  readonly cwd?: string;
}

export interface Workspace extends AsyncDisposable {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  write(files: Files): void;
  /** Any command; whatever its exit code. */
  run(args: readonly string[], options?: CommandOptions): Promise<Result>;
  /** Any command that is to be interrupted, or watched while it runs. */
  start(args: readonly string[], options?: CommandOptions): Running;
  /** These four reject, with all output, when Terraform fails. */
  init(...args: string[]): Promise<Result>;
  /** Code 0 of the result: nothing to do. 2: there are changes. */
  plan(...args: string[]): Promise<Result>;
  apply(...args: string[]): Promise<Result>;
  destroy(...args: string[]): Promise<Result>;
  /** A plan, apply or destroy that has to fail: rejects when it does not. */
  fails(command: "plan" | "apply" | "destroy", ...args: string[]): Promise<Result>;
  /** What the state file holds: address to attributes. */
  state(): Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  dispose(): Promise<void>;
}

const NO_TERRAFORM =
  "These tests run the real Terraform, and there is no `terraform` on the PATH. Install 1.11 or newer.";

const ARGUMENTS = {
  plan: ["plan", "-input=false", "-detailed-exitcode"],
  apply: ["apply", "-input=false", "-auto-approve"],
  destroy: ["destroy", "-input=false", "-auto-approve"],
} as const;

/**
 * Makes a workspace in a temporary folder. Terraform inherits nothing but the PATH, before which this repository's own
 * Node is put; its home is the folder.
 */
export async function createWorkspace(options: WorkspaceOptions = {}): Promise<Workspace> {
  const { provider = "hosted", providers = ["bos"] } = options;
  const folder = mkdtempSync(join(tmpdir(), "bos-test-"));
  const env = environment(folder, options);
  const running = new Set<Running>();
  let placed: PlacedProviders | undefined;

  const write: Workspace["write"] = (files) => {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
  };
  const startCommand: Workspace["start"] = (args, { env: more = {}, cwd = ".", timeoutMs } = {}) => {
    const command = start(
      "terraform",
      args,
      { cwd: join(folder, cwd), env: { ...env, ...more }, timeoutMs },
      NO_TERRAFORM,
    );
    running.add(command);
    const ended = () => void running.delete(command);
    command.result.then(ended, ended);
    return command;
  };
  const run: Workspace["run"] = (args, more) => startCommand(args, more).result;
  const demand = async (args: readonly string[], codes: readonly number[]): Promise<Result> => {
    const result = await run(args);
    if (codes.includes(result.code)) return result;
    throw new Error(
      `terraform ${args.join(" ")} ended with ${result.code}:\n${result.stdout}${result.stderr}`,
    );
  };
  const dispose = async (): Promise<void> => {
    for (const command of running) command.kill();
    await Promise.allSettled([...running].map(({ result }) => result));
    await placed?.close();
    rmSync(folder, { recursive: true, force: true });
  };

  try {
    write({
      terraformrc: "",
      ...(provider === "absent" ? {} : { "versions.tf": requiredProviders(providers) }),
    });
    write(options.files ?? {});
    if (provider !== "absent") {
      placed = await placeProviders(folder, providers, provider === "hosted" ? "hosted" : "built");
      if (provider !== "placed") initialise(folder, placed.placed);
    }
  } catch (error) {
    await dispose();
    throw error;
  }
  return {
    folder,
    env,
    write,
    run,
    start: startCommand,
    init: (...args) => demand(["init", "-input=false", ...args], [0]),
    plan: (...args) => demand([...ARGUMENTS.plan, ...args], [0, 2]),
    apply: (...args) => demand([...ARGUMENTS.apply, ...args], [0]),
    destroy: (...args) => demand([...ARGUMENTS.destroy, ...args], [0]),
    fails: (command, ...args) => demand([...ARGUMENTS[command], ...args], [1]),
    state() {
      const file = join(folder, "terraform.tfstate");
      return existsSync(file) ? resourcesIn(JSON.parse(readFileSync(file, "utf8")) as StateFile) : {};
    },
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
}

function requiredProviders(names: readonly ProviderName[]): string {
  const lines = names.map((name) => `    ${name} = { source = "${SOURCES[name]}" }\n`);
  return `terraform {\n  required_providers {\n${lines.join("")}  }\n}\n`;
}

/**
 * The environment of a Terraform that knows nothing of this machine but the PATH, before which this repository's own Node is
 * put.
 *
 * @param home holds Terraform's settings, `terraformrc`
 */
export function cutOff(home: string): Readonly<Record<string, string>> {
  return {
    PATH: `${join(import.meta.dirname, "../../../node_modules/.bin")}:${process.env["PATH"] ?? ""}`,
    HOME: home,
    TF_CLI_CONFIG_FILE: join(home, "terraformrc"),
    CHECKPOINT_DISABLE: "1",
  };
}

function environment(folder: string, { emulator, env }: WorkspaceOptions): Record<string, string> {
  return {
    ...cutOff(folder),
    TF_CLI_ARGS: "-no-color",
    TF_IN_AUTOMATION: "1",
    ...emulator?.environment,
    ...env,
  };
}
