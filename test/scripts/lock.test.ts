import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { withoutToolEngines } from "../../scripts/lock/tool-engines.ts";

const read = (name: string) => JSON.parse(readFileSync(join(import.meta.dirname, "../..", name), "utf8"));

it("takes the engines of development tools alone", () => {
  const engines = { node: ">=24" };
  const lock = withoutToolEngines({
    packages: {
      "": { engines },
      "node_modules/tool": { dev: true, engines },
      "node_modules/binary": { dev: true, optional: true, engines },
      "node_modules/library": { engines },
    },
  });
  expect(lock.packages).toEqual({
    "": { engines },
    "node_modules/tool": { dev: true },
    "node_modules/binary": { dev: true, optional: true, engines },
    "node_modules/library": { engines },
  });
});

it('says nothing of them in this repository, so that "npm ci" on Node 20 warns of nothing ("npm run lock")', () => {
  const lock = read("package-lock.json");
  expect(lock).toEqual(withoutToolEngines(lock));
});

it("knows the package as package.json describes it", () => {
  const { name, version, engines, peerDependencies, devDependencies } = read("package.json");
  expect(read("package-lock.json").packages[""]).toMatchObject({
    name,
    version,
    engines,
    peerDependencies,
    devDependencies,
  });
});
