import { describe, expect, it } from "vitest";
import type { Fault } from "../../lib/emulator/index.ts";
import { getEncryption, outcome, putEncryption, type Sent, send, sendAndGiveUp } from "./support/client.ts";
import { freshEmulator } from "./support/fresh.ts";

const get = getEncryption("acme-logs");
const sm4 = { encryptionAlgorithm: "SM4" };
const put = putEncryption("acme-logs", sm4);

describe("a fault that decides the answer", () => {
  it.each<[string, Fault, { status: number; code: string; headers?: object }]>([
    ["error", { kind: "error", status: 500, code: "InternalError" }, { status: 500, code: "InternalError" }],
    [
      "error with headers",
      { kind: "error", status: 418, code: "Tea", message: "Hot.", headers: { "x-pot": "1" } },
      { status: 418, code: "Tea", headers: { "x-pot": "1" } },
    ],
    ["throttle", { kind: "throttle" }, { status: 429, code: "TooManyRequests" }],
    [
      "throttle for two seconds",
      { kind: "throttle", retryAfterSeconds: 2, status: 503 },
      { status: 503, code: "SlowDown", headers: { "retry-after": "2" } },
    ],
    ["denied", { kind: "denied" }, { status: 403, code: "AccessDenied" }],
  ])(
    "(%s) is an error of the cloud, without effect",
    async (_name, fault, { status, code, headers = {} }) => {
      const emulator = await freshEmulator();
      emulator.addFault(fault);
      const answer = await send(emulator, put);
      expect(answer.status).toBe(status);
      expect(JSON.parse(answer.text)).toMatchObject({ code, requestId: answer.headers["x-bce-request-id"] });
      expect(answer.headers).toMatchObject(headers);
      expect(emulator.historyOf("acme-logs")).toEqual([undefined]);
    },
  );

  it("may be a proxy's page, with nothing of the cloud in it", async () => {
    const emulator = await freshEmulator();
    emulator.addFault({ kind: "html", status: 504 });
    const { status, headers, text } = await send(emulator, get);
    expect([status, headers["content-type"], headers["x-bce-request-id"]]).toEqual([
      504,
      "text/html",
      undefined,
    ]);
    expect(text).toContain("<html>");
  });

  it("may be a redirect", async () => {
    const emulator = await freshEmulator();
    emulator.addFault({ kind: "redirect", location: "http://su.bcebos.com/acme-logs" });
    const { status, headers } = await send(emulator, get);
    expect([status, headers["location"]]).toEqual([307, "http://su.bcebos.com/acme-logs"]);
  });

  it.each<[Fault & { when: string }, unknown[]]>([
    [{ kind: "reset", when: "before-effect" }, [undefined]],
    [{ kind: "reset", when: "after-effect" }, [undefined, sm4]],
  ])("may be a broken connection: %o", async (fault, history) => {
    const emulator = await freshEmulator();
    emulator.addFault(fault);
    await expect(send(emulator, put)).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(emulator.historyOf("acme-logs")).toEqual(history);
    expect(emulator.requests.map(({ status }) => status)).toEqual([undefined]);
  });

  it.each<[Fault & { when: string }, unknown[]]>([
    [{ kind: "hang", when: "before-effect" }, [undefined]],
    [{ kind: "hang", when: "after-effect" }, [undefined, sm4]],
  ])("may be silence: %o", async (fault, history) => {
    const emulator = await freshEmulator();
    emulator.addFault(fault);
    expect(await sendAndGiveUp(emulator, put)).toMatchObject({ code: "ABORT_ERR" });
    expect(emulator.historyOf("acme-logs")).toEqual(history);
    expect(emulator.requests.map(({ status }) => status)).toEqual([undefined]);
  });
});

describe("a fault that decides the answer after the effect", () => {
  it.each<[Fault, number]>([
    [{ kind: "error", status: 500, code: "InternalError", when: "after-effect" }, 500],
    [{ kind: "throttle", when: "after-effect", retryAfterSeconds: 1 }, 429],
    [{ kind: "html", when: "after-effect" }, 502],
    [{ kind: "answer", when: "after-effect", body: {} }, 200],
  ])("%o", async (fault, status) => {
    const emulator = await freshEmulator();
    emulator.addFault(fault);
    expect((await send(emulator, put)).status).toBe(status);
    expect(emulator.historyOf("acme-logs")).toEqual([undefined, sm4]);
  });
});

describe("an answer of any kind", () => {
  it.each<[string, Fault, { status: number; text: string; type: string | undefined }]>([
    ["empty", { kind: "answer" }, { status: 200, text: "", type: undefined }],
    [
      "JSON of another service",
      { kind: "answer", body: { result: { encryptionAlgorithm: "SM4" } } },
      {
        status: 200,
        text: '{"result":{"encryptionAlgorithm":"SM4"}}',
        type: "application/json; charset=utf-8",
      },
    ],
    [
      "an array",
      { kind: "answer", status: 202, body: [null] },
      { status: 202, text: "[null]", type: "application/json; charset=utf-8" },
    ],
    [
      "half of a JSON",
      { kind: "answer", body: '{"encryp', headers: { "Content-Type": "application/json" } },
      { status: 200, text: '{"encryp', type: "application/json" },
    ],
    ["no content", { kind: "answer", status: 204 }, { status: 204, text: "", type: undefined }],
  ])("may be %s, without effect", async (_name, fault, expected) => {
    const emulator = await freshEmulator();
    emulator.addFault(fault);
    const { status, text, headers } = await send(emulator, put);
    expect({ status, text, type: headers["content-type"] }).toEqual(expected);
    expect(headers["x-bce-request-id"]).toMatch(/./);
    expect(emulator.historyOf("acme-logs")).toEqual([undefined]);
    expect(emulator.requests.map((request) => request.status)).toEqual([expected.status]);
  });

  it("may come from something in between, with headers of its own", async () => {
    const emulator = await freshEmulator();
    const headers = { "Retry-After": "7", via: "1.1 proxy" };
    emulator.addFault({ kind: "answer", status: 503, body: "busy", headers, foreign: true });
    const answer = await send(emulator, get);
    expect([answer.status, answer.text]).toEqual([503, "busy"]);
    expect(answer.headers).toMatchObject({ "retry-after": "7", via: "1.1 proxy" });
    expect([answer.headers["x-bce-request-id"], answer.headers["date"]]).toEqual([undefined, undefined]);
  });

  it("may be cut in the middle", async () => {
    const emulator = await freshEmulator();
    emulator.addFault({ kind: "answer", body: { code: "AccessDenied" } });
    emulator.addFault({ kind: "truncated-body" });
    await expect(send(emulator, get)).rejects.toMatchObject({ code: "ECONNRESET" });
  });
});

describe("somebody else, meanwhile", () => {
  it.each<["before-effect" | "after-effect" | undefined, unknown[]]>([
    [undefined, [undefined, { encryptionAlgorithm: "AES256" }, sm4]],
    ["before-effect", [undefined, { encryptionAlgorithm: "AES256" }, sm4]],
    ["after-effect", [undefined, sm4, { encryptionAlgorithm: "AES256" }]],
  ])("acts %s of the request", async (when, history) => {
    const emulator = await freshEmulator();
    const act = () => emulator.setEncryption("acme-logs", { encryptionAlgorithm: "AES256" });
    const other = emulator.addFault({ kind: "meanwhile", act, ...(when && { when }), times: 1 });
    expect([await outcome(emulator, put), other.hits]).toEqual([[200], 1]);
    expect(emulator.historyOf("acme-logs")).toEqual(history);
  });

  it("acts while the request waits, and before it is silenced", async () => {
    const emulator = await freshEmulator();
    const order: string[] = [];
    emulator.addFault({ kind: "meanwhile", act: () => order.push(`waited ${emulator.requests.length}`) });
    emulator.addFault({ kind: "latency", ms: 1 });
    emulator.addFault({ kind: "reset", when: "after-effect" });
    await expect(send(emulator, put)).rejects.toMatchObject({ code: "ECONNRESET" });
    expect([order, emulator.encryptionOf("acme-logs")]).toEqual([["waited 1"], sm4]);
  });

  it("makes mistakes that are told", async () => {
    const emulator = await freshEmulator();
    const act = () => emulator.deleteBucket("acme-nothing");
    emulator.addFault({ kind: "meanwhile", act });
    const { status, text } = await send(emulator, get);
    expect([status, JSON.parse(text)]).toMatchObject([
      500,
      { message: expect.stringContaining("acme-nothing") },
    ]);
  });
});

describe("a fault that changes the request or the answer", () => {
  it("latency may keep the answer back, after the effect", async () => {
    const emulator = await freshEmulator();
    emulator.addFault({ kind: "latency", ms: 60_000, when: "after-effect" });
    expect(await sendAndGiveUp(emulator, put)).toMatchObject({ code: "ABORT_ERR" });
    expect(emulator.historyOf("acme-logs")).toEqual([undefined, sm4]);
  });

  it("latency keeps the request waiting before its effect", async () => {
    const emulator = await freshEmulator();
    emulator.addFault({ kind: "latency", ms: 60_000 });
    expect(await sendAndGiveUp(emulator, put)).toMatchObject({ code: "ABORT_ERR" });
    expect(emulator.historyOf("acme-logs")).toEqual([undefined]);
  });

  it("latency lets the request through in the end", async () => {
    const emulator = await freshEmulator();
    const late = emulator.addFault({ kind: "latency", ms: 1 });
    expect(await outcome(emulator, put)).toEqual([200]);
    expect(late.hits).toBe(1);
  });

  it.each<[string, Sent]>([
    ["a full answer", get],
    ["an empty one", put],
  ])("truncated-body breaks %s in the middle, after the effect", async (_name, sent) => {
    const emulator = await freshEmulator();
    emulator.setEncryption("acme-logs", sm4);
    emulator.addFault({ kind: "truncated-body" });
    await expect(send(emulator, sent)).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(emulator.requests.map(({ status }) => status)).toEqual([200]);
  });

  it("lag shows the setting of some time ago", async () => {
    let nowMs = Date.now();
    const emulator = await freshEmulator({ clock: () => nowMs });
    emulator.addFault({ kind: "lag", ms: 1000 });
    await send(emulator, put);
    nowMs += 999;
    expect(await outcome(emulator, get)).toEqual([200, { encryptionAlgorithm: "none" }]);
    nowMs += 1;
    expect(await outcome(emulator, get)).toEqual([200, sm4]);
  });

  it.each([3_600_000, -3_600_000])("clock-skew by %i ms refuses what is signed now", async (offsetMs) => {
    const nowMs = Date.now();
    const emulator = await freshEmulator({ clock: () => nowMs });
    emulator.addFault({ kind: "clock-skew", offsetMs });
    const dated = { ...get, headers: { "x-bce-date": `${new Date(nowMs).toISOString().slice(0, 19)}Z` } };
    const { status, text, headers } = await send(emulator, dated);
    expect([status, JSON.parse(text)]).toEqual([
      403,
      expect.objectContaining({ code: "RequestTimeTooSkewed" }),
    ]);
    expect(headers["date"]).toBe(new Date(nowMs + offsetMs).toUTCString());
  });

  it("extra-field is shown, taken and stored, and the stored value wins", async () => {
    const emulator = await freshEmulator();
    emulator.addFault({ kind: "extra-field", name: "bucketKey", value: true });
    expect(await outcome(emulator, get)).toEqual([200, { encryptionAlgorithm: "none" }]);
    await send(emulator, put);
    expect(await outcome(emulator, get)).toEqual([200, { ...sm4, bucketKey: true }]);
    expect(emulator.encryptionOf("acme-logs")).toEqual(sm4);
    expect(await outcome(emulator, putEncryption("acme-logs", { ...sm4, bucketKey: false }))).toEqual([200]);
    expect(await outcome(emulator, get)).toEqual([200, { ...sm4, bucketKey: false }]);
    expect(emulator.encryptionOf("acme-logs")).toEqual({ ...sm4, bucketKey: false });
  });

  it("extra-field can be shown but not taken", async () => {
    const emulator = await freshEmulator();
    emulator.setEncryption("acme-logs", sm4);
    emulator.addFault({ kind: "extra-field", name: "bucketKey", value: true, accepts: false });
    expect(await outcome(emulator, get)).toEqual([200, { ...sm4, bucketKey: true }]);
    const sentBack = putEncryption("acme-logs", { ...sm4, bucketKey: true });
    expect(await outcome(emulator, sentBack)).toEqual([400, "InappropriateJSON"]);
  });

  it("hidden-key takes the key but never shows it", async () => {
    const emulator = await freshEmulator({ kmsKeys: "any" });
    const hidden = emulator.addFault({ kind: "hidden-key" });
    const withKey = { ...sm4, kmsMasterKeyId: "k" };
    expect(await outcome(emulator, putEncryption("acme-logs", withKey))).toEqual([200]);
    expect(await outcome(emulator, get)).toEqual([200, sm4]);
    expect(emulator.encryptionOf("acme-logs")).toEqual(withKey);
    expect(hidden.hits).toBe(1);
  });
});
