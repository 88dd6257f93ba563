// A short run of what `npm run chaos` does for longer. The seeds are fixed: a test that fails tomorrow, where nothing has
// changed, is of no use to whoever made a change today.

import { expect, it } from "vitest";
import { liveModel } from "./drivers/model.ts";
import { generate } from "./generate.ts";
import { print } from "./print.ts";

const HISTORIES = 60;
const FIRST_SEEDS = [1000, 2000, 3000];

it.each(FIRST_SEEDS)(`holds through the ${HISTORIES} histories from seed %i on`, async (first) => {
  for (let seed = first; seed < first + HISTORIES; seed += 1) {
    const history = generate(seed);
    const { violations } = await liveModel(history);
    const repeat = `npm run chaos -- --seed ${seed} --histories 1`;
    expect(violations, `${print(history)}\n\n${repeat}`).toEqual([]);
  }
});
