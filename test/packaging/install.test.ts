import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findRuntime, installProvider, pluginPath, readBuild } from "../../lib/packaging/index.ts";
import { RUNTIME_FILE } from "../../lib/runtime-contract.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bos-distribution-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("the built provider", () => {
  test("is read from the folder that a build has filled", () => {
    writeFileSync(join(folder, "provider.json"), '{ "version": "1.2.3", "file": "the-provider" }');
    writeFileSync(join(folder, "the-provider"), "");
    expect(readBuild(folder)).toEqual({ version: "1.2.3", path: join(folder, "the-provider") });
  });

  test.each<[string, Record<string, string>]>([
    ["nothing is there", {}],
    ["the description is damaged", { "provider.json": "{" }],
    ["the executable is missing", { "provider.json": '{ "version": "1.2.3", "file": "the-provider" }' }],
  ])("is asked for where %s", (_name, files) => {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    expect(() => readBuild(folder)).toThrow(
      expect.objectContaining({
        code: "build-missing",
        message: expect.stringMatching(
          new RegExp(`^There is no built provider in ${folder}\\. .*"npm run build"`),
        ),
      }),
    );
  });
});

describe("the built runtime", () => {
  test("is found by its name", () => {
    const path = join(folder, RUNTIME_FILE);
    writeFileSync(path, "");
    expect(findRuntime(folder)).toBe(path);
  });

  test("is asked for where it is missing", () => {
    expect(() => findRuntime(folder)).toThrow(
      expect.objectContaining({
        code: "build-missing",
        message: expect.stringMatching(
          new RegExp(`^There is no built runtime at ${folder}/${RUNTIME_FILE}\\. .*"npm run build"`),
        ),
      }),
    );
  });
});

describe("installing", () => {
  const version = "1.2.3";
  const platforms = ["darwin_arm64", "linux_amd64"] as const;
  const install = (source = "source") =>
    installProvider({ version, path: join(folder, source) }, join(folder, "plugins"), platforms);
  const outcomes = () => install().map(({ outcome }) => outcome);
  const target = (platform: (typeof platforms)[number] = "linux_amd64") =>
    join(folder, "plugins/terraform.local/bos-encryption/bos/1.2.3", platform, "terraform-provider-bos");
  beforeEach(() => writeFileSync(join(folder, "source"), "#!/usr/bin/env node", { mode: 0o444 }));

  test("puts one executable file for each platform where Terraform looks, and nothing else", () => {
    expect(install()).toEqual([
      { platform: "darwin_arm64", path: target("darwin_arm64"), outcome: "installed" },
      { platform: "linux_amd64", path: target("linux_amd64"), outcome: "installed" },
    ]);
    expect(target()).toBe(pluginPath(join(folder, "plugins"), version, "linux_amd64"));
    expect(readFileSync(target(), "utf8")).toBe("#!/usr/bin/env node");
    expect(statSync(target()).mode & 0o777).toBe(0o755);
    expect(readdirSync(dirname(target()))).toEqual(["terraform-provider-bos"]);
    expect(readdirSync(dirname(dirname(target()))).sort()).toEqual([...platforms]);
  });

  test("leaves equal bytes alone", () => {
    install();
    const identity = () => {
      const { ino, mtimeMs, ctimeMs } = statSync(target());
      return { ino, mtimeMs, ctimeMs };
    };
    const before = identity();
    expect(outcomes()).toEqual(["unchanged", "unchanged"]);
    expect(identity()).toEqual(before);
  });

  test("makes a file executable again that has lost it on the way", () => {
    install();
    chmodSync(target(), 0o644);
    expect(outcomes()).toEqual(["unchanged", "unchanged"]);
    expect(statSync(target()).mode & 0o777).toBe(0o755);
  });

  test("replaces other bytes under the same version, as a new file", () => {
    install();
    const before = statSync(target());
    writeFileSync(target(), "half");
    expect(outcomes()).toEqual(["unchanged", "replaced"]);
    expect(readFileSync(target(), "utf8")).toBe("#!/usr/bin/env node");
    expect(statSync(target()).ino).not.toBe(before.ino);
  });

  test("leaves other versions alone", () => {
    const other = pluginPath(join(folder, "plugins"), "1.2.2", "linux_amd64");
    mkdirSync(dirname(other), { recursive: true });
    writeFileSync(other, "older");
    install();
    expect(readFileSync(other, "utf8")).toBe("older");
  });

  test("says which folder cannot be written, and why", () => {
    writeFileSync(join(folder, "plugins"), "a file in the way");
    expect(() => install()).toThrow(
      expect.objectContaining({
        code: "write-failed",
        message: expect.stringMatching(
          new RegExp(`^The provider cannot be put into ${folder}/plugins: E.*Make the folder writable`),
        ),
      }),
    );
  });
});
