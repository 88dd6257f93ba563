import { expect, test } from "vitest";
import { type Observation, observeMany, type Target } from "../../lib/reconcile/index.ts";

const targets = (...buckets: readonly string[]) => buckets.map((bucket) => ({ bucket, region: "bj" }));
const OFF: Observation = { status: "found", observed: { kind: "disabled" } };

test("a bucket that cannot be read stops no other; answers keep the order of the targets", async () => {
  const error = new Error("denied");
  const observe = async ({ bucket }: Target): Promise<Observation> => {
    if (bucket === "denied") throw error;
    return bucket === "gone" ? { status: "missing" } : OFF;
  };
  expect(await observeMany({ observe }, targets("denied", "gone", "off"))).toEqual([
    { status: "unreadable", error },
    { status: "missing" },
    OFF,
  ]);
});

test("no more than `concurrency` are read at once, and as many as that", async () => {
  let running = 0;
  let most = 0;
  const observe = async (): Promise<Observation> => {
    most = Math.max(most, ++running);
    await new Promise(setImmediate);
    running--;
    return OFF;
  };
  await observeMany({ observe }, targets(..."abcdefghijkl"), { concurrency: 5 });
  expect(most).toBe(5);
});

test("after a cancellation no more are read, and what was read is not taken for all", async () => {
  const cancel = new AbortController();
  const read: string[] = [];
  const observe = async ({ bucket }: Target): Promise<Observation> => {
    read.push(bucket);
    cancel.abort("stopped");
    return OFF;
  };
  const reading = observeMany({ observe }, targets("a", "b", "c"), { concurrency: 1, signal: cancel.signal });
  await expect(reading).rejects.toBe("stopped");
  expect(read).toEqual(["a"]);
});
