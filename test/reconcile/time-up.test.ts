// What a reconcile tells when its caller's time is up: what was written, and what the bucket showed by then.
import { expect, test } from "vitest";
import type { ReconcileError } from "../../lib/reconcile/index.ts";
import { createFakeCloud, type FakeCloud } from "./fake-cloud.ts";
import { aes, target, timeless } from "./support.ts";

/** What setting AES256 rejects with when the time is up after the first call of this kind. */
function failureAfter(call: "get" | "put", cloud: FakeCloud): Promise<ReconcileError> {
  const timeUp = new AbortController();
  cloud.afterCall = (done) => {
    if (done === call) timeUp.abort();
  };
  const endless = { awaitBucketMs: Number.POSITIVE_INFINITY, verifyTimeoutMs: Number.POSITIVE_INFINITY };
  return timeless(cloud.calls)
    .reconcile(target, aes, { ...endless, signal: timeUp.signal })
    .then(
      () => expect.unreachable(),
      (error: ReconcileError) => error,
    );
}

test("nothing was written: the bucket did not exist so far", async () => {
  expect(await failureAfter("get", createFakeCloud("missing"))).toMatchObject({
    code: "Cancelled",
    written: false,
    message: 'Cancelled before anything was written to bucket "acme", which does not exist so far.',
  });
});

test("it was written, and the bucket showed the old setting by then", async () => {
  const cloud = createFakeCloud();
  cloud.shown = {};
  expect(await failureAfter("put", cloud)).toMatchObject({
    code: "Cancelled",
    written: true,
    message: expect.stringMatching(
      /^Wrote "AES256 with BOS-managed keys" to bucket "acme", but this was cancelled before it was read back: the bucket is still .*off/,
    ),
  });
});

test("the write itself was cut off: whether it took effect is not known", async () => {
  const cloud = createFakeCloud();
  cloud.shown = {};
  cloud.faults.push({ on: "put", code: "Cancelled", afterEffect: true });
  expect(await failureAfter("put", cloud)).toMatchObject({
    code: "Cancelled",
    written: true,
    message: expect.stringContaining("Whether it took effect is not known"),
  });
});

test("a call's own time to read back wins over the reconciler's", async () => {
  const cloud = createFakeCloud();
  cloud.shown = {};
  const reconciling = timeless(cloud.calls, { verifyTimeoutMs: 60_000 }).reconcile(target, aes, {
    verifyTimeoutMs: 5_000,
  });
  await expect(reconciling).rejects.toMatchObject({
    code: "NotVerified",
    message: expect.stringContaining("after 5 s of reading it back"),
  });
});
