import { expect, test } from "vitest";
import { type Reconciler, reconcileMany } from "../../lib/reconcile/index.ts";
import { aes } from "./support.ts";

const wishes = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    target: { bucket: `b-${index}`, region: "bj" },
    desired: aes,
  }));

/** Counts how many buckets are under way at once; every bucket whose name ends in 3 fails. */
function createCounting(): Pick<Reconciler, "reconcile"> & { most: number } {
  let running = 0;
  const counting = {
    most: 0,
    async reconcile({ bucket }: { bucket: string }) {
      counting.most = Math.max(counting.most, ++running);
      await new Promise(setImmediate);
      running--;
      if (bucket.endsWith("3")) throw new Error(`no ${bucket}`);
      return { outcome: "enabled" as const, warnings: [] };
    },
  };
  return counting;
}

test("a failure is the result of its bucket and stops no other; results keep the order of the wishes", async () => {
  const results = await reconcileMany(createCounting(), wishes(5));
  expect(results.map(({ target, status }) => `${target.bucket} ${status}`)).toEqual([
    "b-0 done",
    "b-1 done",
    "b-2 done",
    "b-3 failed",
    "b-4 done",
  ]);
});

test("no more than `concurrency` are under way at once, and as many as that", async () => {
  const counting = createCounting();
  await reconcileMany(counting, wishes(50), { concurrency: 7 });
  expect(counting.most).toBe(7);
});

test("after a cancellation nothing more begins, and what did not begin says so", async () => {
  const cancel = new AbortController();
  const results = await reconcileMany(createCounting(), wishes(6), {
    concurrency: 2,
    signal: cancel.signal,
    onResult: () => cancel.abort(),
  });
  expect(results.map(({ status }) => status)).toEqual([
    "done",
    "done",
    "not-started",
    "not-started",
    "not-started",
    "not-started",
  ]);
});

test("no wishes, no work", async () => {
  expect(await reconcileMany(createCounting(), [])).toEqual([]);
});
