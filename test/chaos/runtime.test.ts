// The same as chaos.test.ts for the engines without our provider. The seeds are fixed there and here.

import { expect, it } from "vitest";
import { print } from "./print.ts";
import { liveRuntime } from "./runtime/driver.ts";
import { generateRuntime } from "./runtime/generate.ts";

const HISTORIES = 100;

it.each([1000, 2000, 3000])(`holds through the ${HISTORIES} histories from seed %i on`, async (first) => {
  for (let seed = first; seed < first + HISTORIES; seed += 1) {
    const history = generateRuntime(seed);
    const { violations } = await liveRuntime(history);
    const repeat = `npm run chaos -- --driver runtime --seed ${seed} --histories 1`;
    expect(violations, `${print(history)}\n\n${repeat}`).toEqual([]);
  }
});
