import { expect, test } from "vitest";
import { BceError } from "../../lib/bos/index.ts";
import { type Allowance, allow, ReconcileError } from "../../lib/reconcile/index.ts";
import { target } from "./support.ts";

const cancelled = new ReconcileError("Cancelled", target, "Cancelled.");

/** An allowance whose time is up when the test says so. */
function allowance(timeoutMs?: number) {
  const stopping = new AbortController();
  const clock = new AbortController();
  const set: number[] = [];
  const allowed: Allowance = allow(timeoutMs, stopping.signal, (ms) => {
    set.push(ms);
    return clock.signal;
  });
  return { allowed, set, stop: () => stopping.abort(), timeUp: () => clock.abort() };
}

test("unset, the waits have 30 s each, and no clock is set", () => {
  const { allowed, set, stop } = allowance();
  const { awaitBucketMs, verifyTimeoutMs } = allowed;
  expect({ awaitBucketMs, verifyTimeoutMs, set }).toEqual({
    awaitBucketMs: 30_000,
    verifyTimeoutMs: 30_000,
    set: [],
  });
  expect(allowed.signal.aborted).toBe(false);
  stop();
  expect(allowed.signal.aborted).toBe(true);
  expect(allowed.isTimeUp(cancelled)).toBe(false);
});

test("set, it bounds everything, and the waits by nothing else", () => {
  const { allowed, set, timeUp } = allowance(5_000);
  const { awaitBucketMs, verifyTimeoutMs } = allowed;
  expect({ awaitBucketMs, verifyTimeoutMs, set }).toEqual({
    awaitBucketMs: Number.POSITIVE_INFINITY,
    verifyTimeoutMs: Number.POSITIVE_INFINITY,
    set: [5_000],
  });
  expect(allowed.signal.aborted).toBe(false);
  timeUp();
  expect(allowed.signal.aborted).toBe(true);
});

test.each([
  // A part of a millisecond is still some time.
  [0.2, 1],
  [1_500, 1_500],
  // Node fires a longer timer at once.
  [2 ** 40, 2 ** 31 - 1],
])("%d ms set the clock to %d", (timeoutMs, expected) => {
  expect(allowance(timeoutMs).set).toEqual([expected]);
});

test("it blames the time only for what was cancelled after it was up", () => {
  const { allowed, timeUp } = allowance(5_000);
  expect(allowed.isTimeUp(cancelled)).toBe(false);
  timeUp();
  const errors = [
    cancelled,
    new BceError("Cancelled", {}),
    new BceError("AccessDenied", {}),
    new ReconcileError("BucketMissing", target, "Missing."),
    new Error("Cancelled"),
    undefined,
  ];
  expect(errors.map((error) => allowed.isTimeUp(error))).toEqual([true, true, false, false, false, false]);
});

test("who is told to stop is not told that the time was up", () => {
  const { allowed, stop, timeUp } = allowance(5_000);
  stop();
  timeUp();
  expect(allowed.isTimeUp(cancelled)).toBe(false);
});

test("left alone, it uses a real clock", async () => {
  const { signal } = allow(1, new AbortController().signal);
  await new Promise((resolve) => signal.addEventListener("abort", resolve));
  expect(signal.reason).toMatchObject({ name: "TimeoutError" });
});
