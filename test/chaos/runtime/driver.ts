// Plays a history of a stack without our provider: Terraform's part as a small model, the runtime's own code in this
// process, time that costs nothing.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../../lib/runtime/run.ts";
import { type Call, within } from "../core/call.ts";
import { createSchedule } from "../core/schedule.ts";
import type { RunRecord } from "../core/terraform.ts";
import { abandon, ENDPOINT, type Sender, wireOf } from "../core/wire.ts";
import { lastConfig, repairs } from "../drivers/calm.ts";
import { line } from "../drivers/told.ts";
import type { Config, History, Run, RunStep } from "../history.ts";
import { addressOf } from "../history.ts";
import { describe, isAs, wantedBy } from "../oracle/history-of-bucket.ts";
import { createOracle } from "../oracle/oracle.ts";
import type { Outcome, PlayOptions } from "../play.ts";
import { createRandom } from "../random.ts";
import { createWorld, environmentFor } from "../world/world.ts";
import { judgeSpoken, type Spoken } from "./judge.ts";
import { apply, bucketsOf, isBucket, type Provisioner, type State } from "./terraform.ts";

/** One process of the runtime, under way. */
interface Process {
  readonly terraform: Terraform;
  readonly sender: Sender;
  readonly stopping: AbortController;
  kill(): void;
}

/** One process of Terraform. */
interface Terraform {
  readonly id: number;
  readonly run: Run;
  applied: Pick<RunRecord, "end" | "endedAt"> & { plan: { config: Config; isDestroy: boolean } };
  isStopped: boolean;
  kill(): void;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export async function playRuntime(
  history: History,
  { ignore, isCalmAtEnd = true }: PlayOptions = {},
  /** Another one than ours, for a test of the oracle. */
  runRuntime: typeof run = run,
): Promise<Outcome> {
  const schedule = createSchedule(Date.parse("2026-01-01T00:00:00Z"), createRandom(0));
  const world = createWorld<Sender>({ now: schedule.now });
  const oracle = createOracle(world.tape, ignore);
  const states: readonly State[] = [new Map(), new Map()];
  /** Of the lists of buckets, which only a destroy reads; made for the first of them. */
  let folder: string | undefined;
  const log: string[] = [];
  const runs: Terraform[] = [];
  const spoken: Spoken[] = [];
  const processes = new Map<number, Process>();
  /** Runtimes that may outlive their Terraform. */
  const alive = new Set<Promise<unknown>>();
  let calls = 0;

  function startRuntime(
    terraform: Terraform,
    provisioner: Provisioner,
    chance: () => number,
  ): Promise<boolean> {
    calls += 1;
    const { verb, resource, request } = provisioner;
    const address = addressOf(resource);
    const before = { bucket: request.bucket, on_destroy: resource.onDestroy ?? "disable" };
    const change = { address, alias: "bos", private: new Uint8Array() } as const;
    const call: Call = {
      id: calls,
      process: calls,
      rpc: "apply",
      run: terraform.id,
      address,
      ...(verb === "apply"
        ? { half: "create", change: { ...change, action: "create", before: null, after: { ...request } } }
        : { half: "delete", change: { ...change, action: "delete", before, after: null } }),
    };
    const sender: Sender = { process: call.process, isDead: false };
    const stopping = new AbortController();
    const isJson = chance() < 0.5;
    const out = { stdout: "", stderr: "" };
    const into = (name: keyof typeof out) => ({
      write(text: string) {
        out[name] += text;
        oracle.hear(text);
      },
    });
    const from = world.tape.length;
    let die = (): void => {};
    const death = new Promise<undefined>((resolve) => {
      die = () => resolve(undefined);
    });
    const end = (code: number | undefined): boolean => {
      spoken.push({
        ...{ call, provisioner, applied: terraform.applied, from, to: world.tape.length },
        ...{ code, isJson, ...out },
      });
      log.push(
        `run ${terraform.id} ${verb} ${address} ended with ${code}: ${out.stdout}${out.stderr}`.trim(),
      );
      processes.delete(call.process);
      return code === 0;
    };
    processes.set(call.process, {
      terraform,
      sender,
      stopping,
      kill() {
        if (sender.isDead) return;
        abandon(sender, schedule, createRandom(call.id));
        die();
      },
    });
    world.tape.note({ kind: "call", call, phase: "begin" });
    const argv = [verb, ...(isJson ? ["--json"] : []), JSON.stringify(request)];
    const code = within(call, () =>
      runRuntime(argv, {
        env: environmentFor(ENDPOINT),
        stdout: into("stdout"),
        stderr: into("stderr"),
        signal: stopping.signal,
        surroundings: {
          transport: wireOf(sender, world, schedule),
          clock: schedule.now,
          sleep: (ms, signal) => schedule.sleep(sender, ms, signal),
          random: chance,
        },
      }),
    );
    const ended = Promise.race([code, death]).then(end);
    alive.add(ended);
    void ended.finally(() => alive.delete(ended)).catch(() => {});
    return ended;
  }

  /** Carries out one run of Terraform, or two at once; what each came to. */
  async function runAll({ runs: asked, seed, faults }: RunStep): Promise<readonly string[]> {
    const random = createRandom(seed);
    schedule.use(createRandom(random.seed()));
    const begun = asked.map(async (one) => {
      const { stack, config } = one;
      const state = states[stack] as State;
      let die = (): void => {};
      const death = new Promise<"killed">((resolve) => {
        die = () => resolve("killed");
      });
      const chance = createRandom(random.seed());
      const applied: Mutable<Terraform["applied"]> = { plan: { config, isDestroy: one.do === "destroy" } };
      let isDead = false;
      const terraform: Terraform = {
        id: runs.length + 1,
        run: one,
        applied,
        isStopped: false,
        kill() {
          isDead = true;
          die();
          // The runtime is a process of its own: it may go on.
          for (const child of processes.values())
            if (child.terraform === terraform && chance.chance(0.5)) child.kill();
        },
      };
      runs.push(terraform);
      const stackBuckets = (): string => {
        folder ??= mkdtempSync(join(tmpdir(), "bos-chaos-"));
        const path = join(folder, `${terraform.id}.json`);
        writeFileSync(path, bucketsOf(config));
        return path;
      };
      const done = apply(one, state, {
        stackBuckets,
        isStopped: () => terraform.isStopped,
        start: async (provisioner) => {
          const isDone = await startRuntime(terraform, provisioner, chance.next);
          return isDead ? new Promise<never>(() => {}) : isDone;
        },
      }).then((isDone) => (isDone ? "succeeded" : "failed"));
      const end = await Promise.race([done, death]);
      Object.assign(applied, { end, endedAt: world.tape.length });
      log.push(`run ${terraform.id}: ${one.do} of stack ${stack} ${end}`);
      return end;
    });
    world.expect(faults, {
      interrupt({ process }) {
        const victim = processes.get(process)?.terraform;
        if (victim === undefined) return;
        victim.isStopped = true;
        for (const one of processes.values()) if (one.terraform === victim) one.stopping.abort();
      },
      kill(what, { process }) {
        const victim = processes.get(process);
        if (what === "terraform") victim?.terraform.kill();
        // Whoever sent this request hears nothing any more.
        victim?.kill();
      },
    });
    return schedule.drive(Promise.all(begun));
  }

  /** The user lets every bucket be read again, and takes over what is there: two applies, and a third writes nothing. */
  async function settle(stack: number, written: Config): Promise<void> {
    const resources = written.resources
      .filter(isBucket)
      .map((resource) => ({ ...resource, onConflict: "adopt" as const }));
    const config: Config = { resources };
    for (const act of repairs(config, world.buckets().keys())) world.act(act);
    const again: Run = { do: "apply", stack, config, replace: resources.map(addressOf) };
    const next = () => runAll({ runs: [again], seed: 7, faults: [] });
    await next();
    const [second] = await next();
    const from = world.tape.length;
    const [third] = await next();
    const ends = `${second}, ${third}`;
    const missed = (message: string) => oracle.add({ rule: "no-convergence", message });
    if (ends !== "succeeded, succeeded") missed(`the calm applies of stack ${stack} ended: ${ends}`);
    for (const event of world.tape.events.slice(from))
      if (event.kind === "request" && /^(Put|Delete)/.test(event.operation))
        missed(`the third calm apply sent ${event.operation} of ${event.bucket}`);
    for (const { bucket, enabled = true, algorithm, key } of resources) {
      const id = key !== undefined && "id" in key ? key.id : null;
      const wanted = wantedBy({ enabled, sse_algorithm: algorithm ?? null, kms_master_key_id: id });
      const has = world.bucket(bucket);
      if (!isAs(has, wanted)) missed(`${bucket} is ${describe(has)}, and ${describe(wanted)} is wanted`);
    }
  }

  try {
    for (const act of history.begin) world.act(act);
    for (const step of history.steps) {
      if ("acts" in step) for (const act of step.acts) world.act(act);
      else if ("runs" in step) await runAll(step);
      else edit(states[step.stack] as State, step.edit, step.address);
    }
    world.expect([], { kill: () => {}, interrupt: () => {} });
    await schedule.drive(Promise.all(alive));
    for (const stack of isCalmAtEnd ? [0, 1] : []) {
      const written = lastConfig(history, stack);
      if (written !== undefined) await settle(stack, written);
    }
    oracle.judge([]);
    for (const one of spoken) for (const violation of judgeSpoken(world.tape, one)) oracle.add(violation);
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    oracle.add({ rule: "crash", message });
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
  log.push(...world.tape.events.flatMap((event) => (event.kind === "call" ? [] : [line(event)])));
  return { violations: oracle.violations, tape: world.tape, runs, log };
}

/** `terraform state rm`, of both resources; `terraform taint` of `apply`. */
function edit(state: State, what: "state-rm" | "taint", address: string): void {
  const stored = state.get(address);
  if (what === "state-rm") state.delete(address);
  else if (stored?.apply !== undefined)
    state.set(address, { ...stored, apply: { ...stored.apply, isTainted: true } });
}
