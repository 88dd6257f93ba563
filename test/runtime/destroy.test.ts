// Whole runs of a destroy: whose bucket it is by now, where it lies, what it is told when something fails.
import { describe, expect, it, test } from "vitest";
import { startEmulator } from "../../lib/emulator/index.ts";
import { fileWith } from "./support/file.ts";
import { ask, askForJson, cloudWith, request, runWith, sentTo } from "./support/world.ts";

const AES = { encryptionAlgorithm: "AES256" };
const ELSEWHERE = "http://127.0.0.1:1";
const disable = { on_destroy: "disable" };
const UNDONE = ["GetBucketEncryption", "DeleteBucketEncryption", "GetBucketEncryption"];
const GONE = 'bucket "logs": the bucket does not exist any more, so there is nothing to undo.\n';

/** A destroy of the construct `prod/old`, in a stack where `prod/new` sets the bucket, too. */
const handedOver = (more: object = {}) => ({
  ...disable,
  construct: "prod/old",
  stack_buckets: fileWith(JSON.stringify([{ bucket: "logs", construct: "prod/new", ...more }])),
});

describe("a bucket that another construct of the stack sets by now", () => {
  it("is left alone, and the line says who sets it", async () => {
    await using cloud = await cloudWith(AES);
    expect(await ask(cloud, "destroy", handedOver())).toEqual({
      code: 0,
      stdout:
        'bucket "logs": encryption was retained: prod/new sets this bucket now, so the bucket was neither read nor changed.\n',
      stderr: "",
    });
    expect(cloud.requests).toEqual([]);
  });

  it("is told in JSON as well", async () => {
    await using cloud = await cloudWith(AES);
    expect(await askForJson(cloud, "destroy", handedOver())).toEqual({
      verb: "destroy",
      bucket: "logs",
      region: "bj",
      outcome: "retained",
      reason: "prod/new sets this bucket now",
      warnings: [],
      exit_code: 0,
    });
  });

  it("is another one where that construct asks another endpoint", async () => {
    await using cloud = await cloudWith(AES);
    const { code } = await ask(cloud, "destroy", handedOver({ endpoint: ELSEWHERE }));
    expect({ code, sent: sentTo(cloud) }).toEqual({ code: 0, sent: UNDONE });
  });

  it("is judged by where the setting was made, not by where the code is now", async () => {
    await using cloud = await cloudWith(AES);
    const places = { applied_endpoint: cloud.url, endpoint: ELSEWHERE };
    const { stdout } = await ask(cloud, "destroy", {
      ...handedOver({ endpoint: `${cloud.url}/` }),
      ...places,
    });
    expect(stdout).toContain("retained: prod/new sets this bucket now");
    expect(cloud.requests).toEqual([]);
  });

  it("cannot be told from a list that is none, and then nothing is done", async () => {
    await using cloud = await cloudWith(AES);
    const stack_buckets = fileWith("{}");
    expect(await ask(cloud, "destroy", { ...disable, stack_buckets })).toEqual({
      code: 64,
      stdout: "",
      stderr:
        'Error: bucket "logs": stack_buckets: Cannot be read: it is no list of buckets. Copy the whole folder of the stack, or synthesise it again. Nothing was changed.\n',
    });
    expect(cloud.requests).toEqual([]);
  });
});

test("retain asks for neither credentials nor a region nor the stack's list", async () => {
  const retain = request({ on_destroy: "retain", stack_buckets: fileWith("{}") });
  expect(await runWith(["destroy", retain])).toMatchObject({ code: 0, stderr: "" });
});

describe("a bucket that is gone", () => {
  it("is done", async () => {
    await using cloud = await startEmulator();
    expect(await ask(cloud, "destroy", disable)).toEqual({ code: 0, stdout: GONE, stderr: "" });
  });

  it("is gone as far as can be seen, with a warning, where that cannot be confirmed", async () => {
    await using cloud = await startEmulator();
    cloud.addFault({ kind: "denied", operation: "ListBuckets" });
    expect(await ask(cloud, "destroy", disable)).toEqual({
      code: 0,
      stdout: GONE.replace("any more", "as far as can be seen"),
      stderr: expect.stringMatching(/^Warning: BOS answers that bucket "logs" does not exist; .*\n$/),
    });
  });

  it("is gone for certain, whatever else there is to warn of", async () => {
    await using cloud = await startEmulator();
    const places = { applied_endpoint: cloud.url, endpoint: ELSEWHERE };
    expect(await ask(cloud, "destroy", { ...disable, ...places })).toEqual({
      code: 0,
      stdout: GONE,
      stderr: expect.stringMatching(/^Warning: The setting was made, and given up, at .*\n$/),
    });
  });
});

describe("an endpoint", () => {
  it("that the code has changed is a warning: what is on at the other stays as it is", async () => {
    await using cloud = await cloudWith(AES);
    const places = { applied_endpoint: cloud.url, endpoint: ELSEWHERE };
    const { code, stderr } = await ask(cloud, "destroy", { ...disable, ...places });
    expect({ code, stderr, sent: sentTo(cloud) }).toEqual({
      code: 0,
      stderr: `Warning: The setting was made, and given up, at ${cloud.url}. The stack asks ${ELSEWHERE} now: a bucket "logs" there is left as it is.\n`,
      sent: UNDONE,
    });
  });

  it.each([
    ["in the same words", ""],
    ["with a slash", "/"],
  ])("that is the same %s is none", async (_name, end) => {
    await using cloud = await cloudWith(AES);
    const places = { applied_endpoint: cloud.url, endpoint: `${cloud.url}${end}` };
    expect(await ask(cloud, "destroy", { ...disable, ...places })).toMatchObject({ code: 0, stderr: "" });
  });

  it.each([
    ["the environment's", ELSEWHERE],
    ["the public cloud's", undefined],
  ])("that the code does not name any more is a warning where %s is another one", async (_name, now) => {
    await using cloud = await cloudWith(AES);
    const attributes = { ...disable, applied_endpoint: cloud.url };
    const { stderr } = await ask(cloud, "destroy", attributes, { env: { BOS_ENDPOINT: now } });
    expect(stderr).toContain(`The stack asks ${now ?? "https://bj.bcebos.com"} now`);
  });

  it("that is in the environment by now is none", async () => {
    await using cloud = await cloudWith(AES);
    const attributes = { ...disable, applied_endpoint: `${cloud.url}/` };
    expect(await ask(cloud, "destroy", attributes)).toMatchObject({ code: 0, stderr: "" });
  });

  it("that is not known any more is a refusal", async () => {
    await using cloud = await cloudWith(AES);
    const { BOS_ENDPOINT: _, ...env } = cloud.environment;
    const argv = ["destroy", request({ ...disable, endpoint: cloud.url })];
    expect(await runWith(argv, { env })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("Set BOS_ENDPOINT for this one run"),
    });
    expect(cloud.requests).toEqual([]);
  });
});

describe("after a failure, how to go on", () => {
  const WAY_ON =
    / Destroy again; or, if encryption is to stay on after all, apply with -replace of this construct's "apply" resource\.\n$/;

  it("is told where a DELETE was sent", async () => {
    await using cloud = await cloudWith(AES);
    cloud.addFault({ kind: "denied", operation: "GetBucketEncryption", skip: 1 });
    const { code, stderr } = await ask(cloud, "destroy", disable);
    expect({ code, stderr, sent: sentTo(cloud).slice(0, 2) }).toEqual({
      code: 1,
      stderr: expect.stringMatching(WAY_ON),
      sent: UNDONE.slice(0, 2),
    });
  });

  it.each([
    ["where nothing was sent", "destroy", disable, { operation: "GetBucketEncryption" }],
    ["where the DELETE was refused", "destroy", disable, { operation: "DeleteBucketEncryption" }],
    ["by an apply, which can be repeated", "apply", {}, { operation: "GetBucketEncryption", skip: 1 }],
  ] as const)("is not told %s", async (_name, verb, attributes, fault) => {
    await using cloud = await cloudWith(verb === "apply" ? undefined : AES);
    cloud.addFault({ kind: "denied", ...fault });
    const { code, stderr } = await ask(cloud, verb, attributes);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.not.stringContaining("Destroy again") });
  });
});
