// Plays a history with the real Terraform and the built provider. The requests come over a real wire, kills are
// SIGKILL, and what Terraform says and stores is read from its own output.

import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createWorkspace, type Running, type Workspace } from "../../acceptance/support/terraform.ts";
import type { Call } from "../core/call.ts";
import type { Change, Plan } from "../core/plan.ts";
import type { RunRecord } from "../core/terraform.ts";
import { isWhollyKnown } from "../core/values.ts";
import type { Fault, History, Run, RunStep } from "../history.ts";
import { createOracle, type Oracle } from "../oracle/oracle.ts";
import type { PlayOptions } from "../play.ts";
import { openLoopback } from "../world/loopback.ts";
import { type About, createWorld, environmentFor, type World } from "../world/world.ts";
import { hclOf } from "./hcl.ts";
import { changesIn, readOutput, resolved, stateIn } from "./output.ts";
import { playThrough, type Stage } from "./play.ts";
import type { Played } from "./played.ts";
import { killProvider, leftoversOf } from "./processes.ts";

/** From an answer to the request that follows at once: far less than any wait between two attempts. */
const SLACK_MS = 150;

/** A working directory of the real Terraform, and what it is doing. */
interface Place {
  readonly stack: number;
  readonly tf: Workspace;
  readonly url: string;
  record: RunRecord | undefined;
  phase: "plan" | "apply";
  call: number;
  command: Running | undefined;
  saved: Plan | undefined;
  dispose(): Promise<void>;
}

export async function playTerraform(history: History, options: PlayOptions = {}): Promise<Played> {
  const world = createWorld<Place>({ now: Date.now, slackMs: SLACK_MS, profile: history.service });
  const oracle = createOracle(world.tape, options.ignore);
  const places = [await openPlace(0, world), await openPlace(1, world)] as const;
  const placeOf = (stack: number): Place => (stack === 0 ? places[0] : places[1]);
  try {
    const stage: Stage = {
      world: world as World<never>,
      oracle,
      stateOf: (stack) => stateIn(placeOf(stack).tf),
      async edit(stack, what, address) {
        const { tf } = placeOf(stack);
        await tf.run(what === "taint" ? ["taint", address] : ["state", "rm", address]);
      },
      async run({ runs, faults }: RunStep) {
        world.expect(faults.map(hurried), {
          interrupt: ({ command }) => command?.interrupt(),
          kill(what, { command }) {
            if (command === undefined) return;
            if (what === "terraform") process.kill(command.pid, "SIGKILL");
            else killProvider(command.pid);
          },
        });
        return Promise.all(runs.map((run) => carryOut(run, placeOf(run.stack), world, oracle)));
      },
    };
    const played = await playThrough(history, stage, options);
    for (const { tf } of places) {
      for (const left of await leftoversOf(tf.folder)) oracle.add({ rule: "left-behind", message: left });
    }
    return played;
  } finally {
    await Promise.all(places.map((place) => place.dispose()));
  }
}

let ids = 0;

async function openPlace(stack: number, world: World<Place>): Promise<Place> {
  const calls = (about: About): Call => callFor(place, about);
  let sender: Place | undefined;
  const loopback = await openLoopback(world, () => sender as Place, calls);
  const tf = await createWorkspace({
    provider: "built",
    emulator: { environment: environmentFor(loopback.url) },
  });
  mkdirSync(join(tf.folder, "tmp"));
  const place: Place = {
    stack,
    tf,
    url: loopback.url,
    record: undefined,
    phase: "plan",
    call: 0,
    command: undefined,
    saved: undefined,
    async dispose() {
      await tf.dispose();
      await loopback.close();
    },
  };
  sender = place;
  return place;
}

/** The call is not to be seen from outside: the planned change of that bucket or key has to do. */
function callFor({ record, phase, call, tf }: Place, { operation, bucket, key }: About): Call {
  const plan = record?.plan;
  const changes =
    phase === "plan" || plan === undefined
      ? []
      : plan.changes
          .filter(({ action }) => action !== "no-op")
          .map((change) =>
            isWhollyKnown(change.after ?? {}) ? change : resolved(change, plan.config, stateIn(tf)),
          );
  const isAbout = ({ before, after }: Change): boolean =>
    [before, after].some((values) =>
      bucket === undefined
        ? key === undefined
          ? operation === "CreateKey" && before === null && values?.["rotation_cycle"] !== undefined
          : values?.["key_id"] === key
        : values?.["bucket"] === bucket,
    );
  const found = changes.filter(isAbout);
  const isLoss = operation === "DeleteBucketEncryption" || operation === "ScheduleKeyDeletion";
  const change =
    found.find(({ after, action }) =>
      isLoss ? after === null || after["enabled"] === false : action !== "delete",
    ) ?? found[0];
  const isDelete = isLoss && change?.after?.["enabled"] !== false;
  const half = isDelete ? "delete" : change?.action === "update" ? "update" : "create";
  const process = record?.id ?? 0;
  const address = change?.address ?? bucket ?? key ?? "";
  if (phase === "plan") return { id: call, rpc: "plan", run: process, process, address };
  return { id: call, rpc: "apply", run: process, process, address, half, ...(change && { change }) };
}

async function carryOut(run: Run, place: Place, world: World<Place>, oracle: Oracle): Promise<RunRecord> {
  ids += 1;
  const record: RunRecord = { id: ids, run, core: "1.11", beganAt: world.tape.length, diagnostics: [] };
  place.record = record;
  const { tf } = place;
  if (run.do !== "apply-saved") tf.write({ "main.tf": hclOf(run.config, place.url, ids) });
  const end = await commands();
  record.end = end;
  record.endedAt = world.tape.length;
  record.stateAfter = stateIn(tf);
  for (const name of readdirSync(tf.folder).filter((file) => /[.](log|tfstate)$/.test(file))) {
    oracle.hear(readFileSync(join(tf.folder, name), "utf8"));
  }
  return record;

  async function commands(): Promise<"succeeded" | "failed" | "killed"> {
    if (run.do === "import")
      return command("apply", ["import", ...JSON_LESS, run.address ?? "", importId(run)]);
    const file = run.do === "plan" || run.do === "apply-saved" ? "saved.plan" : "now.plan";
    if (run.do === "apply-saved") {
      if (place.saved === undefined || !existsSync(join(tf.folder, file))) return "failed";
      record.plan = place.saved;
    } else {
      const seenFrom = run.noRefresh === true ? undefined : world.tape.length;
      const priorState = stateIn(tf);
      const planned = await command("plan", ["plan", "-json", `-out=${file}`, ...flagsOf(run)]);
      if (planned !== "succeeded") return planned;
      const { stdout } = await tf.run(["show", "-json", file]);
      oracle.hear(stdout);
      const plan: Plan = {
        config: run.config,
        changes: changesIn(stdout),
        priorState,
        seenFrom,
        isDestroy: run.do === "destroy",
      };
      record.plan = plan;
      if (run.do === "plan") {
        place.saved = { ...plan, told: record.diagnostics };
        return "succeeded";
      }
    }
    const end = await command("apply", ["apply", "-json", file]);
    record.outcome ??= { isComplete: end === "succeeded", applied: [] };
    return end;
  }

  async function command(
    phase: Place["phase"],
    args: readonly string[],
  ): Promise<"succeeded" | "failed" | "killed"> {
    place.phase = phase;
    ids += 1;
    place.call = ids;
    const call = callFor(place, { operation: "Unknown", bucket: undefined, key: undefined });
    world.tape.note({ kind: "call", call, phase: "begin" });
    const env = {
      TMPDIR: join(tf.folder, "tmp"),
      TF_LOG_PROVIDER: "TRACE",
      TF_LOG_PATH: join(tf.folder, "provider.log"),
    };
    place.command = tf.start(args, { env });
    const { code, stdout, stderr } = await place.command.result;
    place.command = undefined;
    world.tape.note({ kind: "call", call, phase: "end" });
    oracle.hear(stdout + stderr);
    const { diagnostics, applied } = readOutput(stdout, phase, record.plan?.changes ?? [], place.call);
    record.diagnostics.push(...diagnostics);
    if (phase === "apply" && run.do !== "import") {
      const { config = run.config } = record.plan ?? {};
      const done = applied.map((one) => ({ ...one, change: resolved(one.change, config, stateIn(tf)) }));
      record.outcome = { isComplete: code === 0, applied: done };
    }
    return code === 0 ? "succeeded" : code === -1 ? "killed" : "failed";
  }
}

const JSON_LESS = ["-input=false"];

function flagsOf({ do: what, replace = [], noRefresh }: Run): readonly string[] {
  return [
    "-input=false",
    ...(what === "destroy" ? ["-destroy"] : replace.map((address) => `-replace=${address}`)),
    ...(noRefresh === true ? ["-refresh=false"] : []),
  ];
}

function importId({ address = "", config }: Run): string {
  const resource = config.resources.find(
    ({ name, type }) => type === "bucket" && address.endsWith(`.${name}`),
  );
  return resource?.type === "bucket" && address.startsWith("bos_bucket") ? resource.bucket : "none";
}

/** Nobody waits for 20 seconds here. */
function hurried(fault: Fault): Fault {
  const { trouble } = fault;
  if (trouble.kind !== "answer" || trouble.headers?.["retry-after"] === undefined) return fault;
  return { ...fault, trouble: { ...trouble, headers: { ...trouble.headers, "retry-after": "1" } } };
}
