// What a write was followed by: how often the bucket is read, and what is said when it never shows what was written.
import { describe, expect, test } from "vitest";
import { BceError } from "../../lib/bos/index.ts";
import { createReconciler } from "../../lib/reconcile/index.ts";
import { createFakeCloud, type FakeCloud } from "./fake-cloud.ts";
import { aes, kms, off, sm4, target, timeless } from "./support.ts";

const NEXT = "The next run reads the bucket before it writes anything.";

/** Runs this once, after the first call of the kind. */
function afterFirst(call: "put" | "delete", cloud: FakeCloud, interfere: () => void): void {
  let isDone = false;
  cloud.afterCall = (done) => {
    if (done !== call || isDone) return;
    isDone = true;
    interfere();
  };
}

describe("the waits", () => {
  /** What a reconcile that never sees its write slept, and how it ended. */
  async function waitsOf(verifyTimeoutMs: number): Promise<{ waits: number[]; log: string[] }> {
    const cloud = createFakeCloud();
    cloud.shown = {};
    const waits: number[] = [];
    let nowMs = 3_600_000;
    const pace = {
      now: () => nowMs,
      sleep: async (ms: number) => {
        waits.push(ms);
        nowMs += ms;
      },
    };
    await expect(
      createReconciler(cloud.calls, { pace, verifyTimeoutMs }).reconcile(target, aes),
    ).rejects.toMatchObject({ code: "NotVerified" });
    return { waits, log: cloud.log.slice(2) };
  }

  test("double from 0.1 s to 2 s, and the last one ends at the deadline, with one more look", async () => {
    const { waits, log } = await waitsOf(8_000);
    expect(waits).toEqual([100, 200, 400, 800, 1_600, 2_000, 2_000, 900]);
    expect(log).toHaveLength(waits.length + 1);
  });

  test("are none where there is no time: one look all the same", async () => {
    expect(await waitsOf(0)).toEqual({ waits: [], log: ["GET"] });
  });

  test("a wait that fails by itself is neither a cancellation nor the end of the time", async () => {
    const cloud = createFakeCloud();
    cloud.shown = {};
    const pace = { now: () => 0, sleep: () => Promise.reject(new Error("the clock is broken")) };
    await expect(createReconciler(cloud.calls, { pace }).reconcile(target, aes)).rejects.toThrow(
      "the clock is broken",
    );
  });
});

describe("what is said of a write that no read shows", () => {
  test("another algorithm is still shown", async () => {
    const cloud = createFakeCloud({ encryptionAlgorithm: "SM4" });
    cloud.shown = { encryptionAlgorithm: "SM4" };
    await expect(timeless(cloud.calls).reconcile(target, aes)).rejects.toMatchObject({
      code: "NotVerified",
      written: true,
      message: `Wrote "AES256 with BOS-managed keys" to bucket "acme", but after 30 s of reading it back the bucket is still SM4 with BOS-managed keys. Somebody else may be changing it, or BOS is slow to show it. ${NEXT}`,
    });
  });

  test("the algorithm is shown, and never the key", async () => {
    const cloud = createFakeCloud();
    cloud.shown = { encryptionAlgorithm: "AES256" };
    await expect(timeless(cloud.calls).reconcile(target, kms("k-1"))).rejects.toMatchObject({
      code: "KeyNotShown",
      written: true,
      message: `Wrote "AES256 with KMS key k-1" to bucket "acme", but for 30 s GetBucketEncryption has shown the algorithm without the key. Whether new uploads use the key is not known. Check the bucket in the console; is Key Management Service activated for this account and region? ${NEXT}`,
    });
  });

  test("another algorithm without the key is not only the key that is missing", async () => {
    const cloud = createFakeCloud();
    cloud.shown = { encryptionAlgorithm: "SM4" };
    await expect(timeless(cloud.calls).reconcile(target, kms("k-1"))).rejects.toMatchObject({
      code: "NotVerified",
    });
  });

  test("the bucket is gone: not encrypted, and not done", async () => {
    const cloud = createFakeCloud();
    afterFirst("put", cloud, () => {
      cloud.setting = "missing";
    });
    await expect(timeless(cloud.calls).reconcile(target, aes)).rejects.toMatchObject({
      code: "NotVerified",
      written: true,
      message: `Wrote "AES256 with BOS-managed keys" to bucket "acme", but after 30 s of reading it back the bucket does not exist. Somebody else may be changing it, or BOS is slow to show it. ${NEXT}`,
    });
  });

  test("it may not be read", async () => {
    const cloud = createFakeCloud();
    afterFirst("put", cloud, () => cloud.faults.push({ on: "get", code: "AccessDenied" }));
    const denied =
      "fake of bucket \"acme\" was denied. Grant the permission fake to the access key's user or role, in its policy or in the bucket's.";
    await expect(timeless(cloud.calls).reconcile(target, aes)).rejects.toMatchObject({
      code: "NotVerified",
      written: true,
      message: `Wrote "AES256 with BOS-managed keys" to bucket "acme", but it could not be read back: ${denied} ${NEXT}`,
      cause: { code: "AccessDenied" },
    });
    expect(cloud.log.filter((call) => call === "GET")).toHaveLength(2);
  });

  test("after a DELETE the bucket turns out to be in another region: no more reads", async () => {
    const cloud = createFakeCloud({ encryptionAlgorithm: "AES256" });
    afterFirst("delete", cloud, () => {
      cloud.setting = "missing";
      cloud.listing = [{ name: "acme", location: "gz" }];
    });
    await expect(timeless(cloud.calls).reconcile(target, off)).rejects.toMatchObject({
      code: "NotVerified",
      written: true,
      cause: { code: "BucketInOtherRegion" },
    });
    expect(cloud.log).toEqual(["GET", "DELETE", "GET", "LIST"]);
  });

  test("after a DELETE the bucket is listed and not found: read until the time is up", async () => {
    const cloud = createFakeCloud({ encryptionAlgorithm: "AES256" });
    afterFirst("delete", cloud, () => {
      cloud.setting = "missing";
      cloud.listing = [{ name: "acme", location: "bj" }];
    });
    await expect(timeless(cloud.calls).reconcile(target, off)).rejects.toMatchObject({
      code: "NotVerified",
      cause: { code: "BucketListedButNotFound" },
    });
    expect(cloud.log.filter((call) => call === "GET").length).toBeGreaterThan(10);
  });
});

describe("what is said of a write when the caller cancels", () => {
  const REASON = new Error("the user has had enough");

  test("before any read has come back: nothing is said of the bucket", async () => {
    const cloud = createFakeCloud();
    const cancel = new AbortController();
    afterFirst("put", cloud, () => {
      cancel.abort(REASON);
      cloud.faults.push({ on: "get", code: "Cancelled" });
    });
    const reconciling = timeless(cloud.calls).reconcile(target, aes, { signal: cancel.signal });
    await expect(reconciling).rejects.toMatchObject({
      code: "Cancelled",
      written: true,
      message: `Wrote "AES256 with BOS-managed keys" to bucket "acme", but this was cancelled before it was read back. ${NEXT}`,
      cause: REASON,
    });
  });

  test("while the bucket is not found: that is said", async () => {
    const cloud = createFakeCloud();
    const cancel = new AbortController();
    afterFirst("put", cloud, () => {
      cancel.abort(REASON);
      cloud.setting = "missing";
    });
    const reconciling = timeless(cloud.calls).reconcile(target, aes, { signal: cancel.signal });
    await expect(reconciling).rejects.toMatchObject({
      code: "Cancelled",
      message: expect.stringContaining("before it was read back: the bucket does not exist."),
    });
  });

  test("while it is looked at again after a lost answer: neither done nor undone", async () => {
    const cloud = createFakeCloud();
    const cancel = new AbortController();
    cloud.faults.push({ on: "put", code: "Timeout" });
    let gets = 0;
    const calls = {
      ...cloud.calls,
      get: (...args: Parameters<typeof cloud.calls.get>) => {
        gets += 1;
        if (gets === 1) return cloud.calls.get(...args);
        cancel.abort(REASON);
        return Promise.reject(new BceError("Cancelled", { operation: "GetBucketEncryption" }));
      },
    };
    const reconciling = timeless(calls).reconcile(target, aes, { signal: cancel.signal });
    await expect(reconciling).rejects.toMatchObject({
      code: "Cancelled",
      written: true,
      message: expect.stringMatching(
        /^fake of bucket "acme" timed out\. .*Whether it took effect is not known: this was cancelled before it was read back\. The next run/,
      ),
      cause: { code: "Cancelled" },
    });
    expect(cloud.states).toEqual([{}]);
  });

  test("before the second PUT, the first one's answer being lost: neither done nor undone", async () => {
    const cloud = createFakeCloud();
    const cancel = new AbortController();
    cloud.faults.push({ on: "put", code: "Timeout" });
    let judged = 0;
    const approve = () => {
      judged += 1;
      if (judged === 2) cancel.abort(REASON);
    };
    const reconciling = timeless(cloud.calls).reconcile(target, aes, { approve, signal: cancel.signal });
    await expect(reconciling).rejects.toMatchObject({
      code: "Cancelled",
      written: true,
      message: expect.stringContaining("Whether it took effect is not known"),
    });
    expect(cloud.log.filter((call) => call.startsWith("PUT"))).toHaveLength(1);
  });
});

test("a write whose answer was lost and that no read shows: unclear, with what is shown instead", async () => {
  const cloud = createFakeCloud({ encryptionAlgorithm: "AES256" });
  cloud.faults.push({ on: "put", code: "UnexpectedAnswer" });
  await expect(timeless(cloud.calls).reconcile(target, sm4)).rejects.toMatchObject({
    code: "WriteUnclear",
    written: true,
    message: expect.stringMatching(
      /Whether it took effect is not known: after 5 s of reading it back the bucket is still AES256 with BOS-managed keys\. Somebody else/,
    ),
    cause: { code: "UnexpectedAnswer" },
  });
});
