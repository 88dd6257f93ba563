// That the oracle can fail: what nobody asked for, done on purpose.

import { beforeEach, describe, expect, it } from "vitest";
import { signRequest } from "../../lib/bce/signer.ts";
import type { Call } from "./core/call.ts";
import type { Change } from "./core/plan.ts";
import type { RunRecord } from "./core/terraform.ts";
import type { Act } from "./history.ts";
import { createOracle, type Oracle } from "./oracle/oracle.ts";
import { CREDENTIALS, createWorld, environmentFor, type World } from "./world/world.ts";

const KEY = "00000000-0000-4000-8000-0000000000a1";
const ORIGIN = "http://127.0.0.1:8080";
const ADDRESS = "bos_bucket_encryption.a";

const values = (more: Change["before"] = {}) => ({
  bucket: "alpha",
  enabled: true,
  sse_algorithm: "AES256",
  kms_master_key_id: null,
  on_destroy: "disable",
  ...more,
});
const change = (before: Change["before"], after: Change["after"]): Change => ({
  address: ADDRESS,
  action: after === null ? "delete" : before === null ? "create" : "update",
  alias: "bos",
  before,
  after,
  private: new Uint8Array(),
});

const clock = Date.parse("2026-01-01T00:00:00Z");
let world: World<undefined>;
let oracle: Oracle;

beforeEach(() => {
  world = createWorld({ now: () => clock });
  oracle = createOracle(world.tape);
  const acts: readonly Act[] = [
    { kind: "key-state", key: KEY, state: "enabled" },
    { kind: "create-bucket", bucket: "alpha" },
    { kind: "set", bucket: "alpha", algorithm: "AES256" },
  ];
  for (const act of acts) world.act(act);
  world.tape.note({ kind: "call", call: callOf("update", change(null, null)), phase: "begin" });
});

/** A request of ours, in the course of an apply. */
async function send(call: Call, method: "GET" | "PUT" | "DELETE" | "POST", body?: object): Promise<void> {
  const kms = method === "POST";
  const request = {
    operation: "",
    method,
    origin: ORIGIN,
    path: kms ? "/" : "/alpha/",
    query: [kms ? (["action", "ScheduleKeyDeletion"] as const) : (["encryption", ""] as const)],
    headers: body === undefined ? {} : { "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
  const headers = signRequest(request, { credentials: CREDENTIALS, signedAtMs: clock });
  const target = `${request.path}?${kms ? "action=ScheduleKeyDeletion" : "encryption"}`;
  await world.serve({
    sender: undefined,
    request: { method, target, headers },
    body: request.body ?? "",
    sentMs: clock,
    callFor: () => call,
  });
}

function callOf(half: "create" | "update" | "delete", planned: Change, rpc: Call["rpc"] = "apply"): Call {
  return { id: 1, rpc, run: 1, process: 1, address: planned.address, change: planned, half };
}

function rulesBroken(planned: Change, resources: RunRecord["run"]["config"]["resources"], more: object = {}) {
  const config = { resources, ...more };
  const half = planned.after === null ? "delete" : "update";
  world.tape.note({ kind: "call", call: callOf(half, planned), phase: "end" });
  const record: RunRecord = {
    id: 1,
    run: { do: "apply", stack: 0, config },
    core: "1.16",
    beganAt: 0,
    plan: { config, changes: [planned], priorState: new Map(), seenFrom: 0, isDestroy: false },
    outcome: {
      isComplete: true,
      applied: [{ address: ADDRESS, change: planned, half, call: 1, isDone: true }],
    },
    end: "succeeded",
    endedAt: world.tape.length,
    stateAfter: new Map(),
    diagnostics: [],
  };
  oracle.judge([record]);
  return [...new Set(oracle.violations.map(({ rule }) => rule))];
}

const WANTS_ON = [{ type: "bucket", name: "a", bucket: "alpha", alias: "bos" }] as const;

describe("a bucket", () => {
  const destroy = change(values(), null);

  it("may be turned off by a destroy that nobody contradicts", async () => {
    await send(callOf("delete", destroy), "GET");
    await send(callOf("delete", destroy), "DELETE");
    expect(world.bucket("alpha")).toBeNull();
    expect(rulesBroken(destroy, [])).toEqual([]);
  });

  it("is not turned off while the configuration wants it on", async () => {
    await send(callOf("delete", destroy), "GET");
    await send(callOf("delete", destroy), "DELETE");
    expect(rulesBroken(destroy, WANTS_ON)).toContain("weakening");
  });

  it("is not written to without a look, nor at plan", async () => {
    await send(callOf("delete", destroy), "DELETE");
    expect(rulesBroken(destroy, [])).toContain("unread-write");
    await send(callOf("delete", destroy, "plan"), "DELETE");
    expect(rulesBroken(destroy, [])).toContain("write-at-plan");
  });

  it("is not turned off under deny_weakening", async () => {
    await send(callOf("delete", destroy), "GET");
    await send(callOf("delete", destroy), "DELETE");
    expect(rulesBroken(destroy, [], { denyWeakening: true })).toContain("denied-weakening");
  });

  it("keeps a key that was set after the plan, unless it was set after the last look", async () => {
    const update = change(values({ sse_algorithm: "SM4" }), values());
    const set: Act = { kind: "set", bucket: "alpha", algorithm: "AES256", key: KEY };
    await send(callOf("update", update), "GET");
    world.act(set);
    await send(callOf("update", update), "PUT", { encryptionAlgorithm: "AES256" });
    expect(rulesBroken(update, WANTS_ON)).toEqual([]);

    world.act(set);
    await send(callOf("update", update), "GET");
    await send(callOf("update", update), "PUT", { encryptionAlgorithm: "AES256" });
    expect(rulesBroken(update, WANTS_ON)).toEqual(["key-loss"]);
  });

  it("gets what was asked for, and whoever says so has seen it", async () => {
    const update = change(values({ enabled: false }), values({ sse_algorithm: "SM4" }));
    world.act({ kind: "turn-off", bucket: "alpha" });
    await send(callOf("update", update), "GET");
    await send(callOf("update", update), "PUT", { encryptionAlgorithm: "AES256" });
    expect(rulesBroken(update, WANTS_ON)).toEqual(["strange-write", "false-claim"]);
  });
});

it("keeps a key that a bucket uses", async () => {
  world.act({ kind: "set", bucket: "alpha", algorithm: "AES256", key: KEY });
  const destroy = { ...change({ key_id: KEY, force: false }, null), address: "bos_kms_key.k" };
  await send(callOf("delete", destroy), "POST", { keyId: KEY, pendingWindowInDays: 7 });
  expect(world.key(KEY)).toBe("pendingDeletion");
  expect(rulesBroken(destroy, [])).toContain("unread-write");
});

it("hears secrets, and knows what Terraform would call a bug", () => {
  oracle.hear(`signed with ${environmentFor(ORIGIN).BAIDUCLOUD_SECRET_KEY}`);
  expect(oracle.violations.map(({ rule }) => rule)).toEqual(["secret"]);
});
