// The ledgers of several provider processes of one run. The processes are made up; their files are real.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import type { Desired } from "../../lib/encryption/index.ts";
import {
  createBucketLedger,
  LATE_PLACE,
  type LedgerNote,
  placeOf,
} from "../../lib/provider/bucket-ledger.ts";
import { joinRun } from "../../lib/provider/run/run.ts";

const AES256: Desired = { kind: "bos-managed", algorithm: "AES256" };
const SM4: Desired = { kind: "bos-managed", algorithm: "SM4" };
const OFF: Desired = { kind: "disabled" };

/** One Terraform: this process. Its walks begin one after the other, each when all processes of the last have ended. */
function terraform(command: "plan" | "apply" = "plan") {
  const temporaryFolder = mkdtempSync(join(tmpdir(), "bos-ledger-"));
  onTestFinished(() => rmSync(temporaryFolder, { recursive: true, force: true }));
  const running = new Set<number>();
  let nowMs = 0;
  let pids = 1_000_000_000;
  function start(place = "") {
    const pid = pids++;
    running.add(pid);
    nowMs += 10;
    let exit = () => {};
    const run = joinRun<LedgerNote>({
      host: {
        pid,
        ppid: process.pid,
        bornMs: nowMs,
        uid: process.getuid?.(),
        temporaryFolder,
        program: "no program of this name runs",
        nowMs: () => nowMs,
        isRunning: (one) => running.has(one),
        appliesWhatItPlans: () => command === "apply",
      },
      onExit: (callback) => {
        exit = callback;
      },
    });
    return {
      ...createBucketLedger(run, place),
      end() {
        nowMs += 10;
        exit();
        running.delete(pid);
      },
    };
  }
  return { start, left: () => readdirSync(temporaryFolder) };
}

type Ledger = ReturnType<ReturnType<typeof terraform>["start"]>;
const wants = (desired: Desired | undefined) => (ledger: Ledger) => ledger.noteDesired("logs", desired)?.kind;
const destroy = (ledger: Ledger) => ledger.noteDestroy("logs")?.kind;

it.each([
  ["the same desired state twice", wants(AES256), wants(AES256), undefined],
  ["two desired states", wants(AES256), wants(SM4), "different-settings"],
  ["on and off", wants(AES256), wants(OFF), "different-settings"],
  ["a desired state that is not known yet", wants(AES256), wants(undefined), undefined],
  ["a destroy beside a desired state", destroy, wants(AES256), "destroyed-beside"],
  ["a destroy beside one that is not known yet", destroy, wants(undefined), "destroyed-beside"],
  ["a destroy beside the desired state off", destroy, wants(OFF), undefined],
  ["two destroys", destroy, destroy, undefined],
])("%s, in two processes, in either order", (_, one, other, clash) => {
  for (const [first, second] of [
    [one, other],
    [other, one],
  ] as const) {
    const { start, left } = terraform();
    const here = start();
    const there = start();
    expect([first(here), second(there)]).toEqual([undefined, clash]);
    here.end();
    // One that has ended counts for those of its walk.
    if (clash !== undefined) expect(second(there)).toBe(clash);
    there.end();
    expect(left()).toEqual([]);
  }
});

it.each([
  ["a destroy beside a desired state", destroy, wants(AES256), "destroyed-beside"],
  ["two desired states, which may be of two buckets", wants(AES256), wants(SM4), undefined],
])("%s, in two processes that do not know their places yet", (_, one, other, clash) => {
  const { start } = terraform();
  const here = start(LATE_PLACE);
  const there = start(LATE_PLACE);
  expect([one(here), other(there)]).toEqual([undefined, clash]);
  expect(wants(OFF)(start("elsewhere"))).toBeUndefined();
});

it("tells of a bucket once in a run that plans and applies, and leaves nothing then", () => {
  const { start, left } = terraform("apply");
  const [plan, alias] = [start(), start()];
  expect([plan.noteTold("logs"), alias.noteTold("logs"), plan.noteTold("logs")]).toEqual([
    true,
    false,
    false,
  ]);
  expect([alias.noteTold("data"), plan.noteTold(undefined), plan.noteTold(undefined)]).toEqual([
    true,
    true,
    true,
  ]);
  plan.end();
  alias.end();
  const apply = start();
  // Its name was not known: it is one of those of which the plan has told.
  expect(["logs", "data", "late", undefined].map((bucket) => apply.noteTold(bucket))).toEqual([
    false,
    false,
    false,
    false,
  ]);
  apply.end();
  expect(left()).toEqual([]);
});

it("leaves nothing of what it has told where no apply follows, after one, nor after an error", () => {
  const planned = terraform("plan");
  const plan = planned.start();
  expect(plan.noteTold("logs")).toBe(true);
  plan.end();
  expect(planned.left()).toEqual([]);

  const saved = terraform("apply");
  const apply = saved.start();
  expect(apply.noteTold("logs")).toBe(true);
  apply.noteApplied("logs", AES256);
  apply.end();
  expect(saved.left()).toEqual([]);

  const failed = terraform("apply");
  const [error, told] = [failed.start(), failed.start()];
  expect(told.noteTold("logs")).toBe(true);
  error.noteError();
  error.end();
  told.end();
  expect(failed.left()).toEqual([]);
});

it("keeps nothing but what it has told for the walk that applies", () => {
  const { start } = terraform("apply");
  const plan = start();
  plan.noteTold("logs");
  plan.noteDesired("logs", AES256);
  plan.end();
  const apply = start();
  expect(apply.noteTold("logs")).toBe(false);
  expect(apply.holdOn("logs")).toBeUndefined();
});

it("holds no plan against one of an earlier walk, as when a destroy begins with a refresh", () => {
  const { start } = terraform();
  const refresh = start();
  const elsewhere = start();
  refresh.noteDesired("logs", AES256);
  elsewhere.noteDesired("logs", AES256);
  refresh.end();
  elsewhere.end();
  const plan = start();
  expect(plan.noteDestroy("logs")).toBeUndefined();
});

it.each([
  ["the public cloud twice", undefined, "https://bj.bcebos.com", "different-settings"],
  [
    "the public cloud in two regions",
    "https://bj.bcebos.com",
    "http://gz.bcebos.com:80",
    "different-settings",
  ],
  ["one host, spelled in two ways", "http://BOS.example", "http://bos.example:80/", "different-settings"],
  ["two hosts", "https://bos.example", "https://other.example", undefined],
  ["two ports", "http://127.0.0.1:1", "http://127.0.0.1:2", undefined],
  ["a private deployment and the public cloud", "https://bos.example", undefined, undefined],
  ["a host that only ends like the public cloud", "https://xbcebos.com", undefined, undefined],
])("%s", (_, one, other, clash) => {
  const { start } = terraform();
  const here = start(placeOf(one));
  const there = start(placeOf(other));
  expect([here.noteDesired("logs", AES256), there.noteDesired("logs", SM4)?.kind]).toEqual([
    undefined,
    clash,
  ]);
});

/** What the processes say of the bucket, in order, and whether a destroy by the last of them may then turn it off. */
it.each<[string, readonly ((ledgers: readonly [Ledger, Ledger]) => void)[], string | undefined]>([
  ["nothing", [], undefined],
  ["a planned destroy", [([, b]) => b.noteDestroy("logs")], undefined],
  ["applied by another", [([a]) => a.noteApplied("logs", AES256)], "applied"],
  ["wanted by another, which is about to apply", [([a]) => a.noteDesired("logs", AES256)], "planned"],
  ["wanted in a way that is not known yet", [([a]) => a.noteDesired("logs", undefined)], "planned"],
  ["wanted off by another", [([a]) => a.noteDesired("logs", OFF)], undefined],
  [
    "applied by another that has ended",
    [([a]) => a.noteApplied("logs", AES256), ([a]) => a.end()],
    "applied",
  ],
  [
    "a destroy planned first, applied then",
    [([, b]) => b.noteDestroy("logs"), ([a]) => a.noteApplied("logs", AES256)],
    "applied",
  ],
  [
    "applied first, a destroy planned then: it is meant",
    [
      ([a]) => a.noteApplied("logs", AES256),
      ([, b]) => void b.holdOn("logs"),
      ([, b]) => b.noteDestroy("logs"),
    ],
    undefined,
  ],
  ["another bucket applied", [([a]) => a.noteApplied("other", AES256)], undefined],
])("a destroy after: %s", (_, events, hold) => {
  const { start } = terraform();
  const ledgers = [start(), start()] as const;
  for (const event of events) event(ledgers);
  expect(ledgers[1].holdOn("logs")?.kind).toBe(hold);
});

it("works on one bucket in turn in all processes, and on others at once", async () => {
  const { start } = terraform();
  const [here, there] = [start(), start()];
  const log: string[] = [];
  const work = (name: string) => async () => {
    log.push(`${name} begins`);
    await new Promise(setImmediate);
    log.push(`${name} ends`);
  };
  await Promise.all([
    here.inTurn("logs", work("first")),
    there.inTurn("logs", work("second")),
    there.inTurn("other", work("other")),
  ]);
  const ofLogs = log.filter((line) => !line.startsWith("other"));
  expect(ofLogs.map((line) => line.split(" ")[1])).toEqual(["begins", "ends", "begins", "ends"]);
  expect(log.indexOf("other begins")).toBeLessThan(log.indexOf("second begins"));
});

it("lets the work see that it was cut off, where its turn does not come", async () => {
  const { start } = terraform();
  const [here, there] = [start(), start()];
  let done = () => {};
  const holding = here.inTurn("logs", () => new Promise<void>((resolve) => (done = resolve)));
  const stop = new AbortController();
  const waiting = there.inTurn("logs", async () => stop.signal.aborted, stop.signal);
  stop.abort(new Error("enough"));
  expect(await waiting).toBe(true);
  done();
  await holding;
});
