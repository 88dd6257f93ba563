import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ARROWS, checkArrows, PROVIDER_FOLDERS } from "./arrows.ts";

const root = join(import.meta.dirname, "../..");
const own = checkArrows(root);

test("the house keeps its arrows", async () => {
  const { violations } = await own;
  expect(violations).toEqual([]);
});

test("the check has seen every module and its imports", async () => {
  const files = await readdir(join(root, "lib"), { recursive: true });
  const sources = files.filter((file) => file.endsWith(".ts") && !file.startsWith("plugin/gen/"));
  const { modules, arrows } = await own;
  expect(modules).toBe(sources.length);
  // A module without any import is rare: a reader that fails to parse TypeScript sees nothing but such.
  expect(arrows).toBeGreaterThan(modules);
});

describe("a wrong arrow is refused", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "arrows-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const rows: Record<string, { files: Record<string, string>; violation: string }> = {
    "from the pure core to the wire": {
      files: { "lib/encryption/a.ts": 'import "../bce/b.ts";', "lib/bce/b.ts": "" },
      violation: "arrow-from-encryption: lib/encryption/a.ts → lib/bce/b.ts",
    },
    "from the pure core to a Node module": {
      files: { "lib/encryption/a.ts": 'import "node:fs";' },
      violation: "pure: lib/encryption/a.ts → fs",
    },
    "from the rules for settings to a Node module": {
      files: { "lib/settings/a.ts": 'import "node:net";' },
      violation: "pure: lib/settings/a.ts → net",
    },
    "from the emulator to the signer that it checks": {
      files: {
        "lib/emulator/a.ts": 'import type { B } from "../bce/b.ts";',
        "lib/bce/b.ts": "export type B = 1;",
      },
      violation: "arrow-from-emulator: lib/emulator/a.ts → lib/bce/b.ts",
    },
    "from the provider to a call that writes": {
      files: { "lib/provider/a.ts": 'import "../bos/write.ts";', "lib/bos/write.ts": "" },
      violation: "writes-only-from-reconcile: lib/provider/a.ts → lib/bos/write.ts",
    },
    "from anywhere but the key resource to a call that changes keys": {
      files: {
        "lib/provider/bucket/a.ts": 'import "../../kms/write.ts";',
        "lib/kms/write.ts": "",
      },
      violation: "key-changes-only-from-the-key-resource: lib/provider/bucket/a.ts → lib/kms/write.ts",
    },
    "from one resource of the provider to another": {
      files: {
        "lib/provider/bucket/a.ts": 'import type { B } from "../key/b.ts";',
        "lib/provider/key/b.ts": "export type B = 1;",
      },
      violation: "provider-siblings-from-bucket: lib/provider/bucket/a.ts → lib/provider/key/b.ts",
    },
    "from a data source to a resource": {
      files: { "lib/provider/data/a.ts": 'import "../bucket/b.ts";', "lib/provider/bucket/b.ts": "" },
      violation: "provider-siblings-from-data: lib/provider/data/a.ts → lib/provider/bucket/b.ts",
    },
    "from lib to a test": {
      files: { "lib/bos/a.ts": 'import "../../test/b.ts";', "test/b.ts": "" },
      violation: "arrow-from-bos: lib/bos/a.ts → test/b.ts",
    },
    "a folder that nobody has drawn": {
      files: { "lib/misc/a.ts": 'import "./b.ts";', "lib/misc/b.ts": "" },
      violation: "folder-without-arrows: lib/misc/a.ts → lib/misc/b.ts",
    },
    "a circle": {
      files: { "lib/bos/a.ts": 'import "./b.ts";', "lib/bos/b.ts": 'import "./a.ts";' },
      violation: "no-circles: lib/bos/a.ts → lib/bos/b.ts",
    },
  };

  test.each(Object.entries(rows))("%s", async (_name, { files, violation }) => {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(join(folder, dirname(path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    expect((await checkArrows(folder)).violations).toContain(violation);
  });
});

test("every folder of lib has its arrows drawn", async () => {
  const entries = await readdir(join(root, "lib"), { withFileTypes: true });
  expect(entries.map(({ name }) => name).sort()).toEqual(Object.keys(ARROWS).sort());
});

test("no folder of the provider is left out of the rule for siblings", async () => {
  const entries = await readdir(join(root, "lib/provider"), { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  expect(folders.sort()).toEqual([...PROVIDER_FOLDERS].sort());
});
