// What a reconcile reports when it is done: which write was the one that counts, and what there is to be warned of.
import { describe, expect, test } from "vitest";
import type { BceErrorCode } from "../../lib/bos/index.ts";
import type { Fields, Observed } from "../../lib/encryption/index.ts";
import { createFakeCloud } from "./fake-cloud.ts";
import { aes, kms, target, timeless } from "./support.ts";

const OFF: Observed = { kind: "disabled" };
const AES: Observed = { kind: "bos-managed", algorithm: "AES256", extra: {} };
const SM4: Observed = { kind: "bos-managed", algorithm: "SM4", extra: {} };

test("where nothing is written, before and after are what was read, and there is no warning", async () => {
  const cloud = createFakeCloud({ encryptionAlgorithm: "AES256" });
  expect(await timeless(cloud.calls).reconcile(target, aes)).toEqual({
    outcome: "unchanged",
    before: AES,
    after: AES,
    warnings: [],
  });
});

describe("when somebody sets another algorithm between two attempts", () => {
  async function reportAfter(code: BceErrorCode): Promise<object> {
    const cloud = createFakeCloud();
    cloud.faults.push({ on: "put", code });
    let isSet = false;
    cloud.afterCall = (call) => {
      if (call !== "put" || isSet) return;
      isSet = true;
      cloud.setting = { encryptionAlgorithm: "SM4" };
    };
    return timeless(cloud.calls).reconcile(target, aes);
  }

  test("a first write that surely had no effect does not count: theirs is what was changed", async () => {
    expect(await reportAfter("Throttled")).toEqual({
      outcome: "changed",
      before: SM4,
      after: AES,
      warnings: [],
    });
  });

  test("a first write that may have had one does: what was there before it is what was changed", async () => {
    expect(await reportAfter("Timeout")).toEqual({
      outcome: "enabled",
      before: OFF,
      after: AES,
      warnings: [],
    });
  });
});

describe("fields of a newer BOS that a PUT may not hand back", () => {
  const NEWER: Fields = {
    encryptionAlgorithm: "AES256",
    kmsMasterKeyId: "k-0",
    bucketKey: true,
    rotation: { days: 7 },
  };

  test("the warning names them, and nothing else", async () => {
    const cloud = createFakeCloud(NEWER);
    cloud.faults.push({ on: "put", code: "MalformedRequest" });
    const { warnings } = await timeless(cloud.calls).reconcile(target, kms("k-1"));
    expect(warnings).toEqual([
      'GetBucketEncryption shows bucketKey, rotation in the encryption setting of bucket "acme", but PutBucketEncryption refused to take it back: the setting was written without it.',
    ]);
    expect(cloud.setting).toEqual({ encryptionAlgorithm: "AES256", kmsMasterKeyId: "k-1" });
  });

  test("there is no warning where they were taken back", async () => {
    const cloud = createFakeCloud(NEWER);
    expect(await timeless(cloud.calls).reconcile(target, kms("k-1"))).toMatchObject({
      outcome: "changed",
      warnings: [],
    });
    expect(cloud.setting).toEqual({ ...NEWER, kmsMasterKeyId: "k-1" });
  });

  test.each(["AccessDenied", "InvalidKmsKey", "InvalidRequest"] as const)(
    "a PUT that fails with %s is not sent again without them",
    async (code) => {
      const cloud = createFakeCloud(NEWER);
      cloud.faults.push({ on: "put", code });
      await expect(timeless(cloud.calls).reconcile(target, kms("k-1"))).rejects.toMatchObject({ code });
      expect(cloud.log).toEqual(["GET", expect.stringMatching(/^PUT .*bucketKey/)]);
    },
  );

  test("a PUT that is refused without them, too, is not sent a third time", async () => {
    const cloud = createFakeCloud(NEWER);
    cloud.faults.push({ on: "put", code: "MalformedRequest" }, { on: "put", code: "MalformedRequest" });
    await expect(timeless(cloud.calls).reconcile(target, kms("k-1"))).rejects.toMatchObject({
      code: "MalformedRequest",
    });
    expect(cloud.log.filter((call) => call.startsWith("PUT"))).toHaveLength(2);
  });
});

test("a cancellation before the write says that nothing was written, and why it was cancelled", async () => {
  const cloud = createFakeCloud();
  const cancel = new AbortController();
  const reason = new Error("the user has had enough");
  const reconciling = timeless(cloud.calls).reconcile(target, aes, {
    approve: () => cancel.abort(reason),
    signal: cancel.signal,
  });
  await expect(reconciling).rejects.toMatchObject({
    code: "Cancelled",
    written: false,
    message: 'Cancelled before anything was written to bucket "acme".',
    cause: reason,
  });
  expect(cloud.log).toEqual(["GET"]);
});
