// Makes a failing history shorter, as long as it still breaks the same rule.

import { addressOf, type Config, type History, type Resource, type Run, type Step } from "./history.ts";

/** A shorter history that `fails` too: no single step, run, trouble, resource or written attribute can be left out of it. */
export async function shrink(
  history: History,
  fails: (history: History) => Promise<boolean>,
  { deadlineMs }: { readonly deadlineMs: number },
): Promise<History> {
  let best = history;
  for (let isShorter = true; isShorter; ) {
    isShorter = false;
    for (const candidate of shorter(best)) {
      if (performance.now() > deadlineMs) return best;
      if (!(await fails(candidate))) continue;
      best = candidate;
      isShorter = true;
      break;
    }
  }
  return best;
}

/** Everything that is one thing less, the largest first. */
function* shorter(history: History): Generator<History> {
  const { steps, begin } = history;
  for (const index of steps.keys()) yield { ...history, steps: without(steps, index) };
  for (const [index, step] of steps.entries()) {
    for (const less of smallerSteps(step)) yield { ...history, steps: steps.with(index, less) };
  }
  for (const address of addressesIn(history)) {
    yield changeConfigs(history, (config) => ({
      ...config,
      resources: config.resources
        .filter((resource) => addressOf(resource) !== address)
        .map((resource) => (refersTo(resource, address) ? withoutName(resource, "key") : resource)),
    }));
  }
  for (const index of begin.keys()) yield { ...history, begin: without(begin, index) };
  for (const name of WORDS) {
    const less = changeConfigs(history, (config) => ({
      ...config,
      resources: config.resources.map((resource) => withoutName(resource, name)),
    }));
    if (JSON.stringify(less) !== JSON.stringify(history)) yield less;
  }
  for (const name of ["denyWeakening", "lateSettings", "moved", "removed"] as const) {
    const less = changeConfigs(history, (config) => withoutName(config, name));
    if (JSON.stringify(less) !== JSON.stringify(history)) yield less;
  }
  if (history.service !== undefined) yield withoutName(history, "service");
  if (history.core !== "1.11") yield { ...history, core: "1.11" };
}

/** What need not be written in a resource's block. */
const WORDS = [
  "enabled",
  "algorithm",
  "key",
  "onDestroy",
  "onConflict",
  "createBeforeDestroy",
  "late",
  "spec",
  "force",
  "rotationCycle",
] as const;

function* smallerSteps(step: Step): Generator<Step> {
  if ("acts" in step) {
    if (step.acts.length > 1) for (const index of step.acts.keys()) yield { acts: without(step.acts, index) };
    return;
  }
  if (!("runs" in step)) return;
  const { runs, faults } = step;
  if (runs.length > 1) for (const index of runs.keys()) yield { ...step, runs: without(runs, index) };
  for (const index of faults.keys()) yield { ...step, faults: without(faults, index) };
  for (const [index, fault] of faults.entries()) {
    for (const name of ["times", "only"] as const) {
      if (name in fault) yield { ...step, faults: faults.with(index, withoutName(fault, name)) };
    }
    const { at } = fault;
    if (at > 0) yield { ...step, faults: faults.with(index, { ...fault, at: at - 1 }) };
  }
  for (const [index, run] of runs.entries()) {
    for (const name of ["replace", "noRefresh"] as const) {
      if (name in run) yield { ...step, runs: runs.with(index, withoutName(run, name)) };
    }
  }
}

function addressesIn({ steps }: History): readonly string[] {
  const runs = steps.flatMap((step) => ("runs" in step ? step.runs : []));
  return [...new Set(runs.flatMap(({ config }) => config.resources.map(addressOf)))];
}

const refersTo = (resource: Resource, address: string): boolean =>
  resource.type === "bucket" &&
  resource.key !== undefined &&
  "resource" in resource.key &&
  address === `bos_kms_key.${resource.key.resource}`;

function changeConfigs(history: History, change: (config: Config) => Config): History {
  const changed = (run: Run): Run => ({ ...run, config: change(run.config) });
  return {
    ...history,
    steps: history.steps.map((step) => ("runs" in step ? { ...step, runs: step.runs.map(changed) } : step)),
  };
}

const without = <T>(items: readonly T[], index: number): readonly T[] => items.toSpliced(index, 1);

function withoutName<T extends object>(value: T, name: string): T {
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== name)) as T;
}
