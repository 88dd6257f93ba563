// What a program gets that runs the runtime: one JSON object, whatever happens.
import { expect, test } from "vitest";
import { startEmulator } from "../../lib/emulator/index.ts";
import { askForJson, runWith } from "./support/world.ts";

test("a success is one object with what was and what is", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  cloud.setEncryption("logs", { encryptionAlgorithm: "AES256" });
  expect(await askForJson(cloud, "apply", { kms_master_key_id: "k1" })).toEqual({
    verb: "apply",
    bucket: "logs",
    region: "bj",
    outcome: "changed",
    before: { enabled: true, sse_algorithm: "AES256" },
    after: { enabled: true, sse_algorithm: "AES256", kms_master_key_id: "k1" },
    warnings: [],
    exit_code: 0,
  });
});

test("warnings are within the object", async () => {
  await using cloud = await startEmulator();
  cloud.addFault({ kind: "denied", operation: "ListBuckets" });
  expect(await askForJson(cloud, "destroy", { on_destroy: "disable" })).toEqual({
    verb: "destroy",
    bucket: "logs",
    region: "bj",
    outcome: "unchanged",
    warnings: [expect.stringContaining("no list of buckets confirms it")],
    exit_code: 0,
  });
});

test("a failure tells its code, and whether something was written", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  cloud.addFault({ kind: "denied", operation: "PutBucketEncryption" });
  expect(await askForJson(cloud, "apply", {})).toMatchObject({
    error: { code: "AccessDenied", message: expect.stringContaining("PutBucketEncryption") },
    written: false,
    exit_code: 1,
  });
  cloud.clearFaults();
  cloud.addFault({ kind: "denied", operation: "GetBucketEncryption", skip: 1 });
  expect(await askForJson(cloud, "apply", {})).toMatchObject({
    error: { code: "NotVerified" },
    written: true,
    exit_code: 1,
  });
});

test("a refusal tells why", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  cloud.setEncryption("logs", { encryptionAlgorithm: "AES256", kmsMasterKeyId: "k1" });
  expect(await askForJson(cloud, "apply", {})).toMatchObject({
    error: { code: "conflict" },
    written: false,
    exit_code: 2,
  });
});

test("wrong use lists the problems", async () => {
  const { code, stdout, stderr } = await runWith(["apply", "--json", "{}"]);
  expect({ code, stderr, said: JSON.parse(stdout) }).toMatchObject({
    code: 64,
    stderr: "",
    said: {
      verb: "apply",
      error: { code: "usage", issues: [expect.stringMatching(/^contract: /)] },
      exit_code: 64,
    },
  });
});
