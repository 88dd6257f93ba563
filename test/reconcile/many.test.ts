import { expect, test } from "vitest";
import { forEachAtOnce } from "../../lib/reconcile/index.ts";

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

async function* oneByOne(count: number): AsyncGenerator<number> {
  for (const number of numbers(count)) {
    await new Promise(setImmediate);
    yield number;
  }
}

/** Work that counts how much of it is under way at once, and what has begun. */
function createWork(fails: (item: number) => boolean = () => false) {
  const work = { most: 0, running: 0, begun: [] as number[] };
  const run = async (item: number): Promise<void> => {
    work.begun.push(item);
    work.most = Math.max(work.most, ++work.running);
    await new Promise(setImmediate);
    work.running--;
    if (fails(item)) throw new Error(`no ${item}`);
  };
  return { work, run };
}

test.each([
  ["a list", () => numbers(50)],
  ["items that come one by one", () => oneByOne(50)],
])("%s: no more than `concurrency` are under way at once, and each is worked on once", async (_, items) => {
  const { work, run } = createWork();
  await forEachAtOnce(items(), { concurrency: 7 }, run);
  expect(work.most).toBeLessThanOrEqual(7);
  expect(work.begun.toSorted((one, other) => one - other)).toEqual(numbers(50));
});

test("of a list as many are under way as may be", async () => {
  const { work, run } = createWork();
  await forEachAtOnce(numbers(50), { concurrency: 7 }, run);
  expect(work.most).toBe(7);
});

test("each item comes with its place", async () => {
  const seen: string[] = [];
  await forEachAtOnce(["a", "b", "c"], { concurrency: 2 }, async (item, index) => {
    seen[index] = item;
  });
  expect(seen).toEqual(["a", "b", "c"]);
});

test("after a cancellation nothing more begins", async () => {
  const cancel = new AbortController();
  const { work, run } = createWork();
  await forEachAtOnce(numbers(6), { concurrency: 2, signal: cancel.signal }, async (item) => {
    await run(item);
    cancel.abort();
  });
  expect(work.begun).toEqual([0, 1]);
});

test("after a failure nothing more begins, and it is what the whole rejects with", async () => {
  const { work, run } = createWork((item) => item === 1);
  await expect(forEachAtOnce(numbers(50), { concurrency: 2 }, run)).rejects.toThrow("no 1");
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(work.begun.length).toBeLessThan(6);
});

test("without concurrency there is still one worker, and no items are no work", async () => {
  const { work, run } = createWork();
  await forEachAtOnce(numbers(3), { concurrency: 0 }, run);
  expect(work).toMatchObject({ most: 1, begun: [0, 1, 2] });
  const { work: none, run: runNone } = createWork();
  await forEachAtOnce([], { concurrency: 2 }, runNone);
  expect(none.begun).toEqual([]);
});
