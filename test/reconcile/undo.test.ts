import { expect, test } from "vitest";
import { createFakeCloud } from "./fake-cloud.ts";
import { aes, off, target, timeless } from "./support.ts";

test("disable turns encryption off and reads it back", async () => {
  const cloud = createFakeCloud({ encryptionAlgorithm: "AES256" });
  expect((await timeless(cloud.calls).undo(target, aes, { onDestroy: "disable" })).outcome).toBe("disabled");
  expect(cloud.log).toEqual(["GET", "DELETE", "GET"]);
});

test("disable of a bucket that is off already writes nothing", async () => {
  const cloud = createFakeCloud();
  expect((await timeless(cloud.calls).undo(target, aes, { onDestroy: "disable" })).outcome).toBe("unchanged");
  expect(cloud.log).toEqual(["GET"]);
});

test("retain asks the cloud nothing", async () => {
  const cloud = createFakeCloud({ encryptionAlgorithm: "AES256" });
  expect(await timeless(cloud.calls).undo(target, aes, { onDestroy: "retain" })).toEqual({
    outcome: "retained",
    warnings: [],
  });
  expect(cloud.log).toEqual([]);
});

test("a desired state of disabled has nothing to undo, whatever somebody else has turned on since", async () => {
  const cloud = createFakeCloud({ encryptionAlgorithm: "AES256" });
  expect(await timeless(cloud.calls).undo(target, off, { onDestroy: "disable" })).toEqual({
    outcome: "unchanged",
    warnings: [],
  });
  expect(cloud.log).toEqual([]);
});

test("a bucket that is gone counts as done", async () => {
  const cloud = createFakeCloud("missing");
  expect(await timeless(cloud.calls).undo(target, aes, { onDestroy: "disable" })).toEqual({
    outcome: "unchanged",
    warnings: [],
  });
});

test("a bucket that is gone, which no list confirms, counts as done, with a warning", async () => {
  const cloud = createFakeCloud("missing");
  cloud.mayHoldMore = true;
  expect(await timeless(cloud.calls).undo(target, aes, { onDestroy: "disable" })).toEqual({
    outcome: "unchanged",
    warnings: [expect.stringContaining("no list of buckets confirms it")],
  });
});

test("a bucket deleted between the read and the DELETE counts as done", async () => {
  const cloud = createFakeCloud({ encryptionAlgorithm: "AES256" });
  cloud.afterCall = () => {
    cloud.setting = "missing";
  };
  expect((await timeless(cloud.calls).undo(target, aes, { onDestroy: "disable" })).outcome).toBe("unchanged");
});

test("an unreadable bucket is not done", async () => {
  const cloud = createFakeCloud({ encryptionAlgorithm: "AES256" });
  cloud.faults.push({ on: "get", code: "AccessDenied" });
  await expect(timeless(cloud.calls).undo(target, aes, { onDestroy: "disable" })).rejects.toMatchObject({
    code: "AccessDenied",
  });
  expect(cloud.states).toHaveLength(1);
});

test("a passing 404 after the DELETE does not count as gone: it is read on until it shows off", async () => {
  const cloud = createFakeCloud({ encryptionAlgorithm: "AES256" });
  cloud.faults.push({ on: "delete", code: "Timeout" });
  cloud.afterCall = (call) => {
    if (call === "delete" && cloud.states.length === 1)
      cloud.faults.push({ on: "get", code: "NoSuchBucket" });
  };
  await expect(timeless(cloud.calls).undo(target, aes, { onDestroy: "disable" })).rejects.toMatchObject({
    code: "WriteUnclear",
    written: true,
  });

  const settling = createFakeCloud({ encryptionAlgorithm: "AES256" });
  settling.afterCall = (call) => {
    if (call === "delete") settling.faults.push({ on: "get", code: "NoSuchBucket" });
  };
  const report = await timeless(settling.calls).undo(target, aes, { onDestroy: "disable" });
  expect(report).toMatchObject({ outcome: "disabled", after: { kind: "disabled" } });
  expect(settling.log).toEqual(["GET", "DELETE", "GET", "LIST", "HEAD", "GET"]);
});

test("a bucket that is gone after the DELETE, which no list confirms: done, with a warning", async () => {
  const cloud = createFakeCloud({ encryptionAlgorithm: "AES256" });
  cloud.faults.push({ on: "list", code: "AccessDenied" });
  cloud.afterCall = (call) => {
    if (call === "delete") cloud.setting = "missing";
  };
  expect(await timeless(cloud.calls).undo(target, aes, { onDestroy: "disable" })).toEqual({
    outcome: "disabled",
    before: { kind: "bos-managed", algorithm: "AES256", extra: {} },
    warnings: [expect.stringContaining("no list of buckets confirms it")],
  });
});
