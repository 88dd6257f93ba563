import fc from "fast-check";
import { expect, it } from "vitest";
import { type Life, sameWalk } from "../../../lib/provider/run/walk.ts";

const life = (bornMs: number, endedMs?: number): Life => ({ bornMs, endedMs });
const own = life(100);

it.each<[string, readonly Life[], readonly number[]]>([
  ["nobody else", [], []],
  ["one that runs", [life(90)], [0]],
  ["one that came later", [life(110)], [0]],
  ["one that came later and has ended", [life(110, 120)], [0]],
  ["one that ended after this one began", [life(50, 101)], [0]],
  ["one that ended as this one began: of an earlier walk, for all that is known", [life(50, 100)], []],
  ["one that ended before", [life(50, 60)], []],
  ["one that a third one joins", [life(10, 60), life(50, 101)], [0, 1]],
  ["one that two others join", [life(10, 30), life(20, 60), life(50, 101)], [0, 1, 2]],
  ["an earlier walk of two", [life(10, 30), life(20, 60), life(90)], [2]],
])("%s", (_, others, expected) => {
  expect([...sameWalk(own, others)].map((one) => others.indexOf(one)).sort()).toEqual(expected);
});

it("depends on no order, and takes whole walks", () => {
  const lives = fc.array(
    fc
      .tuple(fc.nat(200), fc.option(fc.nat(100), { nil: undefined }))
      .map(([bornMs, ms]) => life(bornMs, ms === undefined ? undefined : bornMs + ms)),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(lives, (others) => {
      const found = sameWalk(own, others);
      expect(sameWalk(own, others.toReversed())).toEqual(found);
      const begin = Math.min(own.bornMs, ...[...found].map(({ bornMs }) => bornMs));
      // Whoever was left out had ended before the first of the walk began.
      for (const other of others) {
        expect(found.has(other)).toBe(other.endedMs === undefined || other.endedMs > begin);
      }
    }),
  );
});
