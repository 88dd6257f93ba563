import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { expect, onTestFinished, test } from "vitest";
import { builtFolder } from "../../lib/construct/package-folder.ts";
import { start } from "../support/process.ts";
import { newProject, root } from "./support/project.ts";

test("in this repository, what is built is in dist/", () => {
  expect(builtFolder()).toBe(join(root, "dist"));
});

/** What the function says from within a file of the user's, where a bundler has put it. */
async function askBundled(project: string): Promise<string> {
  const outfile = join(project, "bundled.mjs");
  await build({
    entryPoints: [join(root, "lib/construct/package-folder.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
  });
  const code = 'import("./bundled.mjs").then((it) => console.log(it.builtFolder()))';
  const { text } = await start(process.execPath, ["--eval", code], { cwd: project, env: {} }).result;
  return text.trim();
}

function emptyFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "bos-bundled-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const rows = {
  "bundled in a project that has the package, it finds the package's build": () => {
    const project = realpathSync(newProject([]));
    return { project, folder: join(project, "node_modules/bos-encryption/dist") };
  },
  "bundled and taken elsewhere, it names the bundle's folder, where nobody will find a build": () => {
    const project = emptyFolder();
    return { project, folder: project };
  },
};

test.each(Object.entries(rows))("%s", async (_name, make) => {
  const { project, folder } = make();
  expect(await askBundled(project)).toBe(folder);
});
