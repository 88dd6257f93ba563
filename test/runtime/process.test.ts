// The built file as a process: what it needs beside it, signals, readers that go away, many at once.
import { statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it, test, vi } from "vitest";
import { type Emulator, startEmulator } from "../../lib/emulator/index.ts";
import { readBuild } from "../../lib/packaging/index.ts";
import { USAGE } from "../../lib/runtime/arguments.ts";
import { serveProxy } from "../bce/support/servers.ts";
import { OLDEST, TOO_OLD } from "../support/node.ts";
import { BUILT, placeRuntime, runtime, startRuntime } from "./support/built.ts";
import { request } from "./support/world.ts";

const { version } = readBuild(dirname(BUILT));
const AES = { encryptionAlgorithm: "AES256" };

/** Waits until the cloud has been asked for this. */
const untilAsked = (cloud: Emulator, operation: string) =>
  vi.waitFor(() => expect(cloud.requests.map((asked) => asked.operation)).toContain(operation), {
    timeout: 20_000,
  });

describe("the file", () => {
  it("is at most 1 MB", () => {
    expect(statSync(BUILT).size).toBeLessThanOrEqual(1_000_000);
  });

  it("needs nothing beside it", async () => {
    await using cloud = await startEmulator({ buckets: ["logs"] });
    const ended = await runtime(["apply", request({})], cloud.environment, { file: placeRuntime() });
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    expect(cloud.encryptionOf("logs")).toEqual(AES);
  });

  it.each([
    ["this Node", process.execPath],
    ["the oldest Node", OLDEST],
  ])("starts on %s below any package.json", async (_name, node) => {
    const packages = [{}, { "package.json": '{"type":"module"}' }, { "package.json": '{"type":"commonjs"}' }];
    const starts = packages.map((files) => runtime(["--version"], {}, { node, file: placeRuntime(files) }));
    const started = { code: 0, stdout: expect.stringContaining(version), stderr: "" };
    expect(await Promise.all(starts)).toEqual([started, started, started]);
  });

  it("says in one line that Node is too old, before it looks at anything", async () => {
    const node = TOO_OLD.path;
    expect(await runtime(["apply", "no request"], {}, { node })).toEqual({
      code: 1,
      stdout: "",
      stderr: `bos-encryption-runtime.cjs needs Node.js 22.19 or newer, and was started with ${TOO_OLD.release} (${node}). Put a newer node first on the PATH.\n`,
    });
  });

  it("helps", async () => {
    expect(await runtime(["--help"])).toEqual({ code: 0, stdout: USAGE, stderr: "" });
  });

  it("ends with 64 for wrong use", async () => {
    expect(await runtime([])).toEqual({
      code: 64,
      stdout: "",
      stderr: "Error: Say what to do: apply or destroy. Nothing was changed.\n",
    });
  });
});

describe("asked to stop", () => {
  it.each(["SIGTERM", "SIGINT"] as const)("by %s while it waits for a bucket", async (signal) => {
    await using cloud = await startEmulator();
    const running = startRuntime(["apply", request({})], cloud.environment);
    await untilAsked(cloud, "ListBuckets");
    running.signal(signal);
    expect(await running.ended).toEqual({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(
        /^Error: bucket "logs": .*ancelled.* It was asked to stop\. Nothing was changed\.\n$/,
      ),
    });
  });

  it("while a write is under way, it does not claim that nothing was changed", async () => {
    await using cloud = await startEmulator({ buckets: ["logs"] });
    cloud.addFault({ kind: "hang", when: "after-effect", operation: "PutBucketEncryption" });
    const running = startRuntime(["apply", request({})], cloud.environment);
    await untilAsked(cloud, "PutBucketEncryption");
    running.signal("SIGTERM");
    const { code, stderr } = await running.ended;
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining("Whether it took effect is not known"),
    });
    expect(stderr).not.toMatch(/nothing was changed/i);
  });
});

describe("a reader that has gone", () => {
  it("is no failure", async () => {
    await using cloud = await startEmulator({ buckets: ["logs"] });
    const running = startRuntime(["apply", request({})], cloud.environment);
    running.stopReading();
    expect(await running.ended).toMatchObject({ code: 0 });
    expect(cloud.encryptionOf("logs")).toEqual(AES);
  });

  it("makes no success of a failure", async () => {
    const running = startRuntime(["apply", request({})]);
    running.stopReading();
    expect(await running.ended).toMatchObject({ code: 64 });
  });
});

test("ten at once set ten buckets", async () => {
  const buckets = Array.from({ length: 10 }, (_, index) => `logs-${index}`);
  await using cloud = await startEmulator({ buckets });
  const ended = await Promise.all(
    buckets.map((bucket) => runtime(["apply", request({ bucket })], cloud.environment)),
  );
  expect(ended.map(({ code, stderr }) => ({ code, stderr }))).toEqual(
    buckets.map(() => ({ code: 0, stderr: "" })),
  );
  expect(buckets.map((bucket) => cloud.encryptionOf(bucket))).toEqual(buckets.map(() => AES));
});

test("three at once for one bucket agree, and it goes through one change", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  const run = () => runtime(["apply", request({})], cloud.environment);
  const ended = await Promise.all([run(), run(), run()]);
  expect(ended.map(({ code }) => code)).toEqual([0, 0, 0]);
  expect(cloud.historyOf("logs")).toEqual([undefined, AES]);
});

describe("a proxy in the environment", () => {
  it("is asked for the public cloud", async () => {
    await using proxy = await serveProxy({ refuseWith: 503 });
    await using cloud = await startEmulator();
    const { BOS_ENDPOINT: _, ...env } = cloud.environment;
    const argv = ["apply", request({ max_retries: 0 })];
    const { code, stderr } = await runtime(argv, { ...env, HTTPS_PROXY: proxy.origin });
    expect(proxy.asked).toEqual(["CONNECT logs.bj.bcebos.com:443"]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/ Nothing was changed\.\n$/) });
  });

  it("that is none is wrong use", async () => {
    await using cloud = await startEmulator();
    const env = { ...cloud.environment, HTTPS_PROXY: "ftp://me:hush@proxy" };
    const { code, stdout, stderr } = await runtime(["apply", request({})], env);
    expect({ code, stdout, lines: stderr.split("\n").length }).toEqual({ code: 64, stdout: "", lines: 2 });
    expect(stderr).not.toContain("hush");
  });
});

/** What a bug somewhere below would do, while the runtime waits for an answer. */
const bugs = {
  "an exception out of nowhere":
    'setTimeout(() => { throw Object.assign(new TypeError("hush"), { hush: 1 }); }, 300);',
  "a promise that nobody waits for": 'setTimeout(() => Promise.reject(new TypeError("hush")), 300);',
};

test.each(Object.entries(bugs))("%s ends in one line without what it holds", async (_name, code) => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  cloud.addFault({ kind: "hang", when: "before-effect" });
  const file = placeRuntime();
  const bug = join(dirname(file), "bug.cjs");
  writeFileSync(bug, code);
  const env = { ...cloud.environment, NODE_OPTIONS: `--require=${bug}` };
  const ended = await runtime(["apply", request({})], env, { file });
  expect(ended).toEqual({
    code: 1,
    stdout: "",
    stderr: expect.stringMatching(
      /^Error: This is a fault of the runtime itself \(bos-encryption-runtime [^,]+, TypeError at bug\.cjs:1:\d+\): .* is not known; .*\n$/,
    ),
  });
  expect(ended.stderr).not.toContain("hush");
});
