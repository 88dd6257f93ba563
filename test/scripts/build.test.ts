import { join } from "node:path";
import { expect, test } from "vitest";
import { bundle, PROGRAMS } from "../../scripts/build/bundle.ts";
import { withCdktn } from "../../scripts/build/library.ts";
import { thirdPartyNotices } from "../../scripts/build/notices.ts";

const root = join(import.meta.dirname, "../..");

test.each(PROGRAMS)(
  "$file: the same sources give the same bytes, another version gives others",
  async (program) => {
    const [one, again, other] = await Promise.all(
      ["1.2.3", "1.2.3", "1.2.4"].map(async (version) =>
        Buffer.from((await bundle(root, program, version)).contents),
      ),
    );
    expect(one?.equals(again ?? Buffer.alloc(0))).toBe(true);
    expect(one?.equals(other ?? Buffer.alloc(0))).toBe(false);
  },
);

test.each(PROGRAMS)("$file holds no path of the machine that built it", async (program) => {
  expect(Buffer.from((await bundle(root, program, "1.2.3")).contents).includes(root)).toBe(false);
});

test("the notices name every bundled package once, with its licence", () => {
  const text = thirdPartyNotices(root, [
    "node_modules/undici/index.js",
    "node_modules/undici/lib/agent.js",
    "node_modules/@connectrpc/connect/dist/esm/index.js",
    "lib/provider/main.ts",
  ]);
  const headings = [...text.matchAll(/^(\S+) [\d.]+, (.+)$/gm)].map(
    ([, name, licence]) => `${name} ${licence}`,
  );
  expect(headings).toEqual(["@connectrpc/connect Apache-2.0", "undici MIT"]);
  expect(text).toContain("Permission is hereby granted");
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
