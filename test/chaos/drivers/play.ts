// From the first step of a history to its calm end, whoever carries the steps out.

import type { State } from "../core/state.ts";
import type { RunRecord } from "../core/terraform.ts";
import { addressOf, type Config, type History, type Run, type RunStep } from "../history.ts";
import { describe, isAs, wantedBy } from "../oracle/history-of-bucket.ts";
import type { Oracle } from "../oracle/oracle.ts";
import type { PlayOptions } from "../play.ts";
import type { World } from "../world/world.ts";
import { endingOf, lastConfig, repairs } from "./calm.ts";
import type { Played } from "./played.ts";
import { line, told } from "./told.ts";

/** Terraform, the model or the real one, with two stacks. */
export interface Stage {
  readonly world: Pick<World<never>, "tape" | "act" | "bucket" | "buckets">;
  readonly oracle: Oracle;
  /** Carries out one run, or two at once. */
  run(step: RunStep): Promise<readonly RunRecord[]>;
  stateOf(stack: number): State;
  edit(stack: number, what: "state-rm" | "taint", address: string): Promise<void>;
}

export async function playThrough(
  history: History,
  { world, oracle, ...stage }: Stage,
  { isCalmAtEnd = true }: Pick<PlayOptions, "isCalmAtEnd">,
): Promise<Played> {
  const log: string[] = [];
  const runs: RunRecord[] = [];
  const failed = () => oracle.violations.length > 0;

  async function run(step: RunStep): Promise<readonly RunRecord[]> {
    const records = await stage.run(step);
    runs.push(...records);
    for (const record of records) log.push(...told(record));
    oracle.judge(records);
    return records;
  }

  /** Two applies at most, and then a plan has nothing to do. */
  async function settle(stack: number, config: Config): Promise<void> {
    const undisturbed = (what: Run["do"]): RunStep => ({
      runs: [{ do: what, stack, config }],
      seed: 7,
      faults: [],
    });
    let last: RunRecord | undefined;
    for (const what of ["apply", "apply", "plan"] as const) {
      [last] = await run(undisturbed(what));
      if (failed()) return;
    }
    const changes = (last?.plan?.changes ?? []).filter(({ action }) => action !== "no-op");
    if (last?.end !== "succeeded" || changes.length > 0) {
      const why = (last?.diagnostics ?? []).filter(({ severity }) => severity === "error");
      const left = changes.map(({ action, address }) => `${action} ${address}`);
      const message = [...why.map(({ summary }) => summary), ...left].join("; ");
      oracle.add({ rule: "no-convergence", message });
      return;
    }
    for (const resource of config.resources) {
      const stored = stage.stateOf(stack).get(addressOf(resource))?.current;
      if (resource.type !== "bucket" || stored === undefined) continue;
      const [wanted, has] = [wantedBy(stored.values), world.bucket(resource.bucket)];
      if (isAs(has, wanted)) continue;
      const message = `${resource.bucket} is ${describe(has)}, and ${describe(wanted)} is wanted`;
      oracle.add({ rule: "no-convergence", message });
    }
  }

  async function calmDown(): Promise<void> {
    for (const stack of [0, 1]) {
      const written = lastConfig(history, stack);
      if (written === undefined) continue;
      const { forget, whole, final } = endingOf(written, stage.stateOf(stack));
      for (const address of forget) await stage.edit(stack, "state-rm", address);
      for (const act of repairs(final, world.buckets().keys())) world.act(act);
      for (const config of whole === final ? [final] : [whole, final]) {
        if (!failed()) await settle(stack, config);
      }
    }
  }

  for (const act of history.begin) world.act(act);
  try {
    for (const step of history.steps) {
      if (failed()) break;
      if ("acts" in step) for (const act of step.acts) world.act(act);
      else if ("runs" in step) await run(step);
      else await stage.edit(step.stack, step.edit, step.address);
    }
    if (!failed() && isCalmAtEnd) await calmDown();
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    oracle.add({ rule: "crash", message });
  }
  log.push(...world.tape.events.flatMap((event) => (event.kind === "call" ? [] : [line(event)])));
  return { violations: oracle.violations, tape: world.tape, runs, log };
}
