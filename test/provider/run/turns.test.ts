import { setImmediate as soon } from "node:timers/promises";
import { expect, it } from "vitest";
import { type Queue, type Turn, takeTurn } from "../../../lib/provider/run/turns.ts";

/** Processes that see each other at once. */
function hall() {
  const turns = new Map<string, Turn>();
  const dead = new Set<string>();
  const queue = (name: string): Queue => ({
    name,
    say: (turn) => void (turn === undefined ? turns.delete(name) : turns.set(name, turn)),
    rivals: () =>
      [...turns]
        .filter(([other]) => other !== name)
        .map(([other, turn]) => ({ name: other, turn, isRunning: () => !dead.has(other) })),
  });
  return { turns, dead, queue };
}

it("lets one in at a time, and each in the end", async () => {
  const { queue, turns } = hall();
  let inside = 0;
  let most = 0;
  let done = 0;
  const visit = async (name: string) => {
    const leave = await takeTurn(queue(name), undefined);
    most = Math.max(most, ++inside);
    await soon();
    inside--;
    done++;
    leave();
  };
  await Promise.all(["a", "b", "c", "d", "e"].map(visit));
  expect({ most, done, left: turns.size }).toEqual({ most: 1, done: 5, left: 0 });
});

it.each<[string, Turn]>([
  ["a smaller number", 0],
  ["the same number and a smaller name", 1],
  ["a number that is not taken yet", "choosing"],
])("waits for %s", async (_, turn) => {
  const { queue, turns, dead } = hall();
  turns.set("a", turn);
  let inside = false;
  const mine = takeTurn(
    { ...queue("b"), rivals: () => [{ name: "a", turn: turns.get("a"), isRunning: () => !dead.has("a") }] },
    undefined,
  ).then(() => {
    inside = true;
  });
  // A number that was taken before is smaller; here it is set as if both had looked at once.
  turns.set("a", turn === "choosing" ? turn : 1);
  await soon();
  await soon();
  expect(inside).toBe(false);
  turns.delete("a");
  await mine;
  expect(inside).toBe(true);
});

it("waits for nobody who was killed in a turn", async () => {
  const { queue, turns, dead } = hall();
  turns.set("a", 1);
  dead.add("a");
  (await takeTurn(queue("b"), undefined))();
  expect([...turns.keys()]).toEqual(["a"]);
});

it("gives up its place when it is told to stop", async () => {
  const { queue, turns } = hall();
  turns.set("a", 1);
  const stop = new AbortController();
  const mine = takeTurn(queue("b"), stop.signal);
  stop.abort(new Error("enough"));
  await expect(mine).rejects.toThrow("enough");
  expect([...turns.keys()]).toEqual(["a"]);
});
