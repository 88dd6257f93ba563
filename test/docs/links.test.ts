import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { page, root } from "./pages.ts";

const docs = readdirSync(join(root, "docs")).map((name) => `docs/${name}`);
const pages = ["README.md", "CONTRIBUTING.md", ...docs];

test.each(pages)("%s links only to files that are there", (name) => {
  const targets = [...page(name).matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map(
    ([, target = ""]) => target,
  );
  const broken = targets.filter((target) => !existsSync(join(root, dirname(name), target)));
  expect(broken).toEqual([]);
});

test("every page of docs/ can be reached from the README", () => {
  const readme = page("README.md");
  expect(docs.filter((name) => !readme.includes(`(${name})`))).toEqual([]);
});
