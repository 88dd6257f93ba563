// Lives through a history in this process: Terraform's core as a model, the provider's own code, time that costs nothing.

import { createSchedule } from "../core/schedule.ts";
import { withCurrent } from "../core/state.ts";
import { createStack, type PreparedRun, prepareRun, type RunRecord, type Stack } from "../core/terraform.ts";
import type { Values } from "../core/values.ts";
import type { Sender } from "../core/wire.ts";
import { addressOf, type Config, type History, type Resource, type Run, type RunStep } from "../history.ts";
import type { LiveOptions } from "../live.ts";
import { describe, isAs, wantedBy } from "../oracle/history-of-bucket.ts";
import { createOracle } from "../oracle/oracle.ts";
import { createRandom } from "../random.ts";
import type { ActEvent, WireEvent } from "../world/tape.ts";
import { createWorld } from "../world/world.ts";
import type { Lived } from "./lived.ts";

export async function liveModel(history: History, { ignore = new Set() }: LiveOptions = {}): Promise<Lived> {
  const schedule = createSchedule(Date.parse("2026-01-01T00:00:00Z"), createRandom(1));
  const world = createWorld<Sender>(schedule.now);
  const oracle = createOracle(world.tape, ignore);
  const stacks: readonly [Stack, Stack] = [createStack(), createStack()];
  const log: string[] = [];
  let runs = 0;

  async function live({ runs: asked, seed, mishaps }: RunStep): Promise<readonly RunRecord[]> {
    const random = createRandom(seed);
    schedule.use(createRandom(random.seed()));
    const prepared = asked.map((run): PreparedRun => {
      const stack = stackOf(run);
      return prepareRun(run, stack, {
        core: history.core,
        world,
        schedule,
        random: createRandom(random.seed()),
        hear: oracle.hear,
      });
    });
    const runOf = ({ process }: Sender) => prepared.find(({ run }) => run.processes.has(process));
    world.expect(mishaps, {
      interrupt: (sender) => runOf(sender)?.stop(),
      kill(what, sender) {
        const victim = runOf(sender);
        if (what === "terraform") victim?.kill();
        else victim?.run.processes.get(sender.process)?.kill("alone");
      },
    });
    await schedule.drive(Promise.all(prepared.map((run) => run.begin())));
    const records = prepared.map(({ record }) => record);
    runs += records.length;
    for (const record of records) log.push(...told(record));
    oracle.judge(records);
    return records;
  }

  const stackOf = ({ stack }: Pick<Run, "stack">): Stack => (stack === 0 ? stacks[0] : stacks[1]);

  for (const act of history.begin) world.act(act);
  try {
    for (const step of history.steps) {
      if ("acts" in step) for (const act of step.acts) world.act(act);
      else if ("runs" in step) await live(step);
      else edit(stackOf(step), step.edit, step.address);
      if (oracle.violations.length > 0) break;
    }
    if (oracle.violations.length === 0) await calmDown();
  } catch (error) {
    oracle.add({
      rule: "crash",
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  }
  for (const event of world.tape.events) if (event.kind !== "call") log.push(line(event));
  const requests = world.tape.events.filter(({ kind }) => kind === "request").length;
  return { violations: oracle.violations, requests, runs, log };

  /** Nobody disturbs any more: two applies at most, and a plan has nothing to do. */
  async function calmDown(): Promise<void> {
    for (const index of [0, 1]) {
      const stack = stackOf({ stack: index });
      const written = lastConfig(history, index);
      if (written === undefined) continue;
      const { whole, final } = calmConfigs(written, stack);
      repair(final);
      await settle(index, whole);
      if (oracle.violations.length === 0 && whole !== final) await settle(index, final);
      if (oracle.violations.length > 0) return;
    }
  }

  async function settle(stack: number, config: Config): Promise<void> {
    const step = (run: "apply" | "plan"): RunStep => ({
      runs: [{ do: run, stack, config }],
      seed: 7,
      mishaps: [],
    });
    let records: readonly RunRecord[] = [];
    for (let round = 0; round < 3; round += 1) {
      records = await live(step(round === 2 ? "plan" : "apply"));
      if (oracle.violations.length > 0) return;
      // The first one may still stumble over what was left by the trouble; after the second all is well.
    }
    const [{ end, plan, diagnostics } = { end: "failed" as const, plan: undefined, diagnostics: [] }] =
      records;
    const changes = (plan?.changes ?? []).filter(({ action }) => action !== "no-op");
    if (end !== "succeeded" || changes.length > 0) {
      const why = diagnostics.filter(({ severity }) => severity === "error").map(({ summary }) => summary);
      const left = changes.map(({ action, address }) => `${action} ${address}`);
      oracle.add({ rule: "no-convergence", message: [...why, ...left].join("; ") });
      return;
    }
    for (const resource of config.resources) {
      const stored = stackOf({ stack }).state.get(addressOf(resource))?.current;
      if (resource.type !== "bucket" || stored === undefined) continue;
      const [wanted, has] = [wantedBy(stored.values), world.bucket(resource.bucket)];
      if (isAs(has, wanted)) continue;
      const message = `${resource.bucket} is ${describe(has)} and wanted ${describe(wanted)}`;
      oracle.add({ rule: "no-convergence", message });
    }
  }

  /** What others have broken is mended: no apply could. */
  function repair({ resources }: Config): void {
    for (const resource of resources) {
      if (resource.type !== "bucket") continue;
      if (world.bucket(resource.bucket) === "gone") {
        world.act({ kind: "create-bucket", bucket: resource.bucket });
      }
      const { key } = resource;
      if (key !== undefined && "id" in key && world.key(key.id) !== "enabled") {
        world.act({ kind: "key-state", key: key.id, state: "enabled" });
      }
    }
  }
}

function edit(stack: Stack, what: "state-rm" | "taint", address: string): void {
  const stored = stack.state.get(address);
  if (stored === undefined) return;
  if (what === "state-rm") {
    const next = new Map(stack.state);
    next.delete(address);
    stack.state = next;
  } else if (stored.current !== undefined) {
    stack.state = withCurrent(stack.state, address, { ...stored.current, isTainted: true });
  }
  stack.serial += 1;
}

function lastConfig({ steps }: History, stack: number): Config | undefined {
  const runs = steps.flatMap((step) => ("runs" in step ? step.runs : []));
  return runs.findLast((run) => run.stack === stack && run.do !== "apply-saved")?.config;
}

/**
 * What the user would write and do in the end, after having read all errors: takes over what is there, keeps one address
 * for each bucket, forgets leftovers of renamed resources, and takes keys away only when no bucket needs them any more.
 */
function calmConfigs(written: Config, stack: Stack): { readonly whole: Config; readonly final: Config } {
  const buckets = new Set<string>();
  const resources = written.resources.flatMap((resource): readonly Resource[] => {
    // A key in use is replaced only by one that is there before it goes.
    if (resource.type === "key") return [{ ...resource, enabled: true, createBeforeDestroy: true }];
    if (buckets.has(resource.bucket)) return [];
    buckets.add(resource.bucket);
    const { late: _, ...rest } = resource;
    return [{ ...rest, onConflict: "adopt" }];
  });
  const addresses = new Map(resources.map((resource) => [addressOf(resource), resource]));
  for (const [address, { current, deposed }] of stack.state) {
    const bucketOf = (values: Values | undefined) => String(values?.["bucket"]);
    const own = addresses.get(address);
    const isMine = own?.type === "bucket" && own.bucket === bucketOf(current?.values);
    const isLeft = !isMine && buckets.has(bucketOf(current?.values));
    const isDeposed = deposed.some(({ values }) => buckets.has(bucketOf(values)));
    if (isLeft || isDeposed) edit(stack, "state-rm", address);
  }
  const final: Config = { resources };
  const kept = [...stack.state.keys()].filter(
    (address) => address.startsWith("bos_kms_key.") && !addresses.has(address),
  );
  if (kept.length === 0) return { whole: final, final };
  const keys = kept.map((address) => ({
    type: "key" as const,
    name: address.slice("bos_kms_key.".length),
    alias: "bos" as const,
  }));
  return { whole: { resources: [...resources, ...keys] }, final };
}

function told({ id, run, end, diagnostics, plan }: RunRecord): readonly string[] {
  const changes = (plan?.changes ?? []).map(({ action, address }) => `${action} ${address}`).join(", ");
  return [
    `run ${id}: ${run.do} of stack ${run.stack} ${end} (${changes})`,
    ...diagnostics.map(({ severity, phase, address, summary, detail }) =>
      severity === "error"
        ? `  ${phase} ${address}: ${summary}: ${detail.slice(0, 300)}`
        : `  ${phase} ${address}: (${summary})`,
    ),
  ];
}

function line(event: WireEvent | ActEvent): string {
  if (event.kind === "act") {
    const { at, act, bucketBefore, bucketAfter } = event;
    return `${at} somebody: ${JSON.stringify(act)} ${describe(bucketBefore)} -> ${describe(bucketAfter)}`;
  }
  const { at, call, operation, bucket, key, status, troubled } = event;
  const { bucketBefore, bucketAfter, keyBefore, keyAfter } = event;
  const isSame = describe(bucketBefore) === describe(bucketAfter);
  return [
    `${at} run ${call.run} ${call.rpc} ${call.address}: ${operation} ${bucket ?? key ?? ""}`,
    `${status ?? "no answer"}${troubled ? " (trouble)" : ""}`,
    isSame ? "" : `${describe(bucketBefore)} -> ${describe(bucketAfter)}`,
    keyBefore === keyAfter ? "" : `${keyBefore} -> ${keyAfter}`,
  ].join(" ");
}
