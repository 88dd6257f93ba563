import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { startEmulator } from "../../lib/emulator/index.ts";
import { getEncryption, outcome, putEncryption, send, until } from "./support/client.ts";
import { freshEmulator } from "./support/fresh.ts";

const get = getEncryption("acme-logs");

describe("behind everyone's back", () => {
  it("a bucket comes and goes with its objects", async () => {
    const emulator = await freshEmulator();
    await send(emulator, { method: "PUT", path: "/acme-logs/key", body: "text" });
    emulator.deleteBucket("acme-logs");
    expect(await outcome(emulator, get)).toEqual([404, "NoSuchBucket"]);
    emulator.createBucket("acme-logs");
    expect(await outcome(emulator, { method: "GET", path: "/acme-logs/key" })).toEqual([404, "NoSuchKey"]);
  });

  it("a setting may be anything a newer cloud would say", async () => {
    const emulator = await freshEmulator();
    const newer = { encryptionAlgorithm: "SM9", rotation: { days: 30 } };
    emulator.setEncryption("acme-logs", newer);
    expect(await outcome(emulator, get)).toEqual([200, newer]);
    newer.rotation.days = 31;
    expect(emulator.encryptionOf("acme-logs")).toEqual({
      encryptionAlgorithm: "SM9",
      rotation: { days: 30 },
    });
  });

  it("the history has each state once", async () => {
    const emulator = await freshEmulator();
    emulator.setEncryption("acme-logs", { encryptionAlgorithm: "SM4" });
    await send(emulator, putEncryption("acme-logs", { encryptionAlgorithm: "SM4" }));
    emulator.setEncryption("acme-logs", undefined);
    expect(emulator.historyOf("acme-logs")).toEqual([undefined, { encryptionAlgorithm: "SM4" }, undefined]);
  });

  it("a mistake of the test is told", async () => {
    const emulator = await freshEmulator();
    expect(() => emulator.createBucket("acme-logs")).toThrow('already has a bucket "acme-logs"');
    for (const call of [emulator.deleteBucket, emulator.encryptionOf, emulator.historyOf]) {
      expect(() => call("acme-nothing")).toThrow('no bucket "acme-nothing"');
    }
    expect(() => emulator.setEncryption("acme-nothing", undefined)).toThrow('no bucket "acme-nothing"');
  });

  it("a setting that is no JSON is told to the client", async () => {
    const emulator = await freshEmulator();
    emulator.setEncryption("acme-logs", { encryptionAlgorithm: "SM4", size: 1n });
    expect(await outcome(emulator, get)).toEqual([500, "InternalError"]);
  });
});

describe("requests", () => {
  it("are recorded in order, without headers", async () => {
    const emulator = await freshEmulator({ clock: () => Date.parse("2026-11-23T12:00:00Z") });
    const signing = { timestamp: "2026-11-23T12:00:00Z" };
    const setting = { encryptionAlgorithm: "AES256" };
    await send(emulator, { ...putEncryption("acme-logs", setting), signing });
    await send(emulator, { method: "PUT", path: "/acme-logs/a b", body: '{"secret": 1}', signing });
    await send(emulator, { method: "GET", path: "/acme-logs", query: { cors: "" }, signing });
    const at = Date.parse("2026-11-23T12:00:00Z");
    const written = { bucket: "acme-logs", method: "PUT", status: 200, at };
    expect(emulator.requests).toEqual([
      { operation: "PutBucketEncryption", ...written, path: "/acme-logs?encryption=", body: setting },
      { operation: "PutObject", ...written, path: "/acme-logs/a%20b" },
      { operation: "Unknown", method: "GET", path: "/acme-logs?cors=", status: 501, at },
    ]);
  });

  it("are told as they are answered, those that get no answer, too", async () => {
    const told: unknown[] = [];
    const emulator = await freshEmulator({
      onRequest: ({ operation, status }) => told.push([operation, status]),
    });
    await send(emulator, get);
    emulator.addFault({ kind: "reset", when: "before-effect" });
    await send(emulator, get).catch(() => {});
    expect(told).toEqual([
      ["GetBucketEncryption", 200],
      ["GetBucketEncryption", undefined],
    ]);
  });

  it.each([
    ["/acme-logs/key?authorization=hush&a=1", "/acme-logs/key?authorization=***&a=1"],
    ["/acme-logs?encryption&x-bce-security-token=hush", "/acme-logs?encryption&x-bce-security-token=***"],
    [
      "/acme-logs?%61uthorization=hush&Authorization=hush",
      "/acme-logs?%61uthorization=***&Authorization=***",
    ],
    ["/authorization=1?encryption", "/authorization=1?encryption"],
  ])("hold no signature and no token of a presigned URL: %s", async (target, path) => {
    const emulator = await freshEmulator();
    await send(emulator, { method: "GET", target, authorization: "" });
    expect(emulator.requests.map((request) => request.path)).toEqual([path]);
  });

  it("are forgotten on demand, but not by who holds them", async () => {
    const emulator = await freshEmulator();
    await send(emulator, get);
    const before = emulator.requests;
    emulator.clearRequests();
    await send(emulator, get);
    await send(emulator, get);
    expect([before.length, emulator.requests.length]).toEqual([1, 2]);
  });
});

describe("start and end", () => {
  it("gives the environment that clients need", async () => {
    const emulator = await freshEmulator({
      accessKeyId: "ak",
      secretAccessKey: "sk",
      sessionToken: "token",
      region: "gz",
    });
    expect(emulator.environment).toEqual({
      BOS_ENDPOINT: emulator.url,
      BOS_KMS_ENDPOINT: emulator.url,
      BAIDUCLOUD_ACCESS_KEY: "ak",
      BAIDUCLOUD_SECRET_KEY: "sk",
      BAIDUCLOUD_SESSION_TOKEN: "token",
      BAIDUCLOUD_REGION: "gz",
    });
    expect(await outcome(emulator, get)).toEqual([200, { encryptionAlgorithm: "none" }]);
  });

  it("makes up other keys each time", async () => {
    const [one, other] = [await freshEmulator(), await freshEmulator()];
    expect(one.credentials.secretAccessKey).not.toBe(other.credentials.secretAccessKey);
  });

  it("ends what hangs, frees the port, and may be ended twice", async () => {
    const emulator = await startEmulator({ buckets: ["acme-logs"] });
    emulator.addFault({ kind: "hang", when: "before-effect", times: 1 });
    emulator.addFault({ kind: "latency", ms: 60_000, skip: 1 });
    const pending = [send(emulator, get), send(emulator, get)].map((sent) =>
      sent.catch((error: NodeJS.ErrnoException) => error.code),
    );
    await until(() => emulator.requests.length === 2);
    await Promise.all([emulator.close(), emulator.close()]);
    expect(await Promise.all(pending)).toEqual(["ECONNRESET", "ECONNRESET"]);
    const port = Number(new URL(emulator.url).port);
    const error = await new Promise((resolve) => connect(port, "127.0.0.1").on("error", resolve));
    expect(error).toMatchObject({ code: "ECONNREFUSED" });
  });

  it("leaves nothing behind that would keep the process alive", async () => {
    const script = `
      const { startEmulator } = await import(${JSON.stringify(import.meta.resolve("../../lib/emulator/index.ts"))});
      const emulator = await startEmulator();
      emulator.addFault({ kind: "latency", ms: 3_600_000 });
      const failure = fetch(emulator.url).catch((error) => error);
      while (emulator.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
      await emulator.close();
      await failure;`;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", script], { stdio: "inherit" });
    onTestFinished(() => void child.kill("SIGKILL"));
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  it("says when its port is taken", async () => {
    const emulator = await freshEmulator();
    const port = Number(new URL(emulator.url).port);
    await expect(startEmulator({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
  });
});
