// Terraform's commands, on a stack that lies on a disk of its own.

import { addressOf, type Run } from "../history.ts";
import type { Random } from "../random.ts";
import type { World } from "../world/world.ts";
import { type ApplyOutcome, applyPlan } from "./apply.ts";
import { evaluate } from "./evaluate.ts";
import { type Plan, planEverythingsDestroy, planNormal } from "./plan.ts";
import { hasErrors } from "./process.ts";
import type { Schedule } from "./schedule.ts";
import { createSharedRun } from "./shared-run.ts";
import { type State, typeOf, withCurrent } from "./state.ts";
import { startWalk, type TerraformRun } from "./walk.ts";
import type { Sender } from "./wire.ts";

/** A working directory: the state file, and a plan file. */
export interface Stack {
  state: State;
  serial: number;
  saved: { readonly plan: Plan; readonly serial: number } | undefined;
}

export const createStack = (): Stack => ({ state: new Map(), serial: 0, saved: undefined });

/** One run as it went. */
export interface RunRecord {
  readonly id: number;
  readonly run: Run;
  readonly core: "1.11" | "1.16";
  readonly beganAt: number;
  /** Set as soon as there is one. */
  plan?: Plan;
  outcome?: ApplyOutcome;
  /** Undefined while it runs. */
  end?: "succeeded" | "failed" | "killed";
  endedAt?: number;
  stateAfter?: State;
  readonly diagnostics: TerraformRun["diagnostics"];
}

export interface RunContext {
  readonly core: "1.11" | "1.16";
  readonly world: World<Sender>;
  readonly schedule: Schedule;
  readonly random: Random;
  readonly hear: (text: string) => void;
}

let ids = 0;

/** A run that has been prepared: whoever drives it may stop or kill it. */
export interface PreparedRun {
  readonly record: RunRecord;
  readonly run: TerraformRun;
  begin(): Promise<void>;
  stop(): void;
  kill(): void;
}

export function prepareRun(asked: Run, stack: Stack, context: RunContext): PreparedRun {
  ids += 1;
  const { world, core } = context;
  const run: TerraformRun = {
    ...context,
    shared: createSharedRun(),
    id: ids,
    diagnostics: [],
    processes: new Map(),
    isStopped: false,
  };
  const record: RunRecord = {
    id: ids,
    run: asked,
    core,
    beganAt: world.tape.length,
    diagnostics: run.diagnostics,
  };
  let die: () => void = () => {};
  const killed = new Promise<"killed">((resolve) => {
    die = () => resolve("killed");
  });

  const save = (state: State): void => {
    if (record.end !== undefined) return;
    stack.state = state;
    stack.serial += 1;
  };

  async function carryOut(): Promise<"succeeded" | "failed"> {
    if (asked.do === "import") return importInto(run, asked, stack, save);
    const plan = asked.do === "apply-saved" ? usable(stack) : await make();
    if (plan === undefined) return "failed";
    record.plan = plan;
    if (asked.do === "plan") {
      stack.saved = { plan: { ...plan, told: run.diagnostics }, serial: stack.serial };
      return "succeeded";
    }
    record.outcome = await applyPlan(run, plan, save);
    return record.outcome.isComplete ? "succeeded" : "failed";
  }

  function make(): Promise<Plan | undefined> {
    const options = { refresh: asked.noRefresh !== true, replace: asked.replace ?? [] };
    const planned = asked.do === "destroy" ? planEverythingsDestroy : planNormal;
    return planned(run, asked.config, stack.state, options);
  }

  return {
    record,
    run,
    async begin() {
      const end = await Promise.race([carryOut(), killed]);
      record.end = end;
      record.endedAt = world.tape.length;
      record.stateAfter = stack.state;
    },
    stop() {
      run.isStopped = true;
      for (const process of run.processes.values()) process.stop();
    },
    kill() {
      for (const process of run.processes.values()) process.kill("with-terraform");
      die();
    },
  };
}

/** A plan file is of no use once the state has changed. */
function usable({ saved, serial }: Stack): Plan | undefined {
  return saved !== undefined && saved.serial === serial ? saved.plan : undefined;
}

/** `terraform import`: what the provider gives is read once more, then written. */
async function importInto(
  run: TerraformRun,
  { config, address = "" }: Run,
  stack: Stack,
  save: (state: State) => void,
): Promise<"succeeded" | "failed"> {
  const resource = config.resources.find((one) => addressOf(one) === address);
  if (resource === undefined || stack.state.get(address)?.current !== undefined) return "failed";
  const walk = startWalk(run, config, "apply");
  const process = await walk.provider(resource.alias);
  if (process === undefined) return "failed";
  const keyIdOf = () => null;
  const id = String(
    resource.type === "bucket" ? evaluate(resource, { phase: "apply", keyIdOf })["bucket"] : KEY_TO_IMPORT,
  );
  const imported = await process.import(walk.call({ rpc: "import", address }, process), typeOf(address), id);
  walk.report(address, imported.diagnostics);
  if (hasErrors(imported.diagnostics) || !imported.values) return "failed";
  const bytes = imported.private ?? new Uint8Array();
  const call = walk.call({ rpc: "read", address }, process);
  const read = await process.read(call, typeOf(address), imported.values, bytes, imported.identity);
  walk.report(address, read.diagnostics);
  walk.end();
  if (hasErrors(read.diagnostics) || !read.values) return "failed";
  save(
    withCurrent(stack.state, address, {
      values: read.values,
      private: read.private ?? bytes,
      identity: read.identity,
      dependencies: [],
      createBeforeDestroy: false,
      alias: resource.alias,
    }),
  );
  return "succeeded";
}

/** The key that `terraform import` of a key names. */
export const KEY_TO_IMPORT = "00000000-0000-4000-8000-0000000000a1";
