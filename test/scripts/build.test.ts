import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { type Bundle, bundle, PROGRAMS, type Program } from "../../scripts/build/bundle.ts";
import { withCdktn } from "../../scripts/build/library.ts";
import { thirdPartyNotices } from "../../scripts/build/notices.ts";

const root = join(import.meta.dirname, "../..");

const made = new Map<Program, Promise<Bundle>>();

/** What a build of the version 1.2.3 makes of a program, made once. */
function bundled(program: Program): Promise<Bundle> {
  const bundling = made.get(program) ?? bundle(root, program, "1.2.3");
  made.set(program, bundling);
  return bundling;
}

test.each(PROGRAMS)(
  "$file: the same sources give the same bytes, another version gives others",
  async (program) => {
    const [one, again, other] = await Promise.all([
      bundled(program),
      bundle(root, program, "1.2.3"),
      bundle(root, program, "1.2.4"),
    ]);
    expect(Buffer.compare(one.contents, again.contents)).toBe(0);
    expect(Buffer.compare(one.contents, other.contents)).not.toBe(0);
  },
);

test.each(PROGRAMS)("$file holds no path of the machine that built it", async (program) => {
  expect(Buffer.from((await bundled(program)).contents).includes(root)).toBe(false);
});

test.each(PROGRAMS)("$file compiles no text while it runs", async (program) => {
  const text = Buffer.from((await bundled(program)).contents).toString();
  expect(text).not.toMatch(/compileFunction|node:vm\b|new Function\(|\beval\(/);
});

/** `name licence` of every notice, in its order. */
const headings = (text: string) =>
  [...text.matchAll(/^(\S+) [\d.]+, (.+)$/gm)].map(([, name, licence]) => `${name} ${licence}`);

test("the notices name every bundled package once, with its licence", () => {
  const text = thirdPartyNotices(root, [
    "node_modules/undici/index.js",
    "node_modules/undici/lib/agent.js",
    "node_modules/@connectrpc/connect/dist/esm/index.js",
    "lib/provider/main.ts",
    "scripts/build/light-undici.cjs",
  ]);
  expect(headings(text)).toEqual(["@connectrpc/connect Apache-2.0", "undici MIT"]);
  expect(text).toContain("Permission is hereby granted");
});

test("a package whose licence is in no file of its own is named with what its modules say", () => {
  const text = thirdPartyNotices(root, [
    "node_modules/@bufbuild/protobuf/dist/esm/index.js",
    "node_modules/@bufbuild/protobuf/dist/esm/wire/varint.js",
  ]);
  expect(headings(text)).toEqual(["@bufbuild/protobuf (Apache-2.0 AND BSD-3-Clause)"]);
  expect(text).toContain("Buf Technologies, Inc.");
  expect(text).toContain("Redistributions in binary form must reproduce the above");
  expect(text).toContain("is in the file LICENSE of this package");
});

test("each part of the executables that is not ours has a notice, also where node_modules is a link", async () => {
  const [folder, elsewhere] = ["linked-", "modules-"].map((name) => mkdtempSync(join(tmpdir(), name)));
  try {
    const linked = realpathSync(folder ?? "");
    for (const name of ["lib", "scripts", "package.json"])
      cpSync(join(root, name), join(linked, name), { recursive: true });
    // A copy of what the programs need: a link into the repository would be found there.
    const modules = join(realpathSync(elsewhere ?? ""), "node_modules");
    for (const name of ["undici", "@connectrpc", "@bufbuild/protobuf", "@msgpack", "commander"])
      cpSync(join(root, "node_modules", name), join(modules, name), { recursive: true });
    symlinkSync(modules, join(linked, "node_modules"));

    const [here, there] = await Promise.all(
      [root, linked].map(async (base) => {
        const bundles = await Promise.all(
          PROGRAMS.map((program) => (base === root ? bundled(program) : bundle(base, program, "1.2.3"))),
        );
        return thirdPartyNotices(
          base,
          bundles.flatMap(({ modules }) => modules),
        );
      }),
    );
    expect(headings(here ?? "")).toEqual([
      "@bufbuild/protobuf (Apache-2.0 AND BSD-3-Clause)",
      "@connectrpc/connect Apache-2.0",
      "@connectrpc/connect-node Apache-2.0",
      "@msgpack/msgpack ISC",
      "commander MIT",
      "undici MIT",
    ]);
    expect(there).toBe(here);
  } finally {
    for (const made of [folder, elsewhere]) rmSync(made ?? "", { recursive: true, force: true });
  }
});

describe("the build fails for a bundled module", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "notices-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const place = (files: Readonly<Record<string, string>>) => {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
  };
  const manifest = '{ "name": "thing", "version": "1.0.0", "license": "MIT" }';
  it.each([
    {
      name: "without a licence",
      files: { "node_modules/thing/package.json": '{ "name": "thing", "version": "1.0.0" }' },
      says: "thing does not say under which licence it is",
    },
    {
      name: "without the text of its licence",
      files: { "node_modules/thing/package.json": manifest },
      says: "thing is bundled, and brings no text of its licence along",
    },
    {
      name: "with an empty one",
      files: { "node_modules/thing/package.json": manifest, "node_modules/thing/LICENSE": " \n" },
      says: "thing is bundled, and brings no text of its licence along",
    },
    { name: "of nobody", files: {}, says: "is bundled, and belongs to no package" },
  ])("$name", ({ files, says }) => {
    place({ "node_modules/thing/lib/index.js": "", "node_modules/thing/lib/package.json": "{}", ...files });
    expect(() => thirdPartyNotices(folder, ["node_modules/thing/lib/index.js"])).toThrow(says);
  });
});

test("the build for CDK Terrain changes nothing but the library, wherever it is named", () => {
  const door =
    'import { cdk } from "./library/cdktf.ts"; // cdktf\nexport { more } from "./library/cdktf.ts";';
  expect(withCdktn(door)).toBe(
    'import { cdk } from "./library/cdktn.ts"; // cdktf\nexport { more } from "./library/cdktn.ts";',
  );
});

test("a build for CDK Terrain that would be one for CDK for Terraform is none", () => {
  expect(() => withCdktn('import "./library.ts";')).toThrow(
    'lib/construct/cdk.ts does not import "./library/cdktf.ts"',
  );
});
