import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createCommand, type Surroundings } from "../../lib/cli/commands/provider-install.ts";
import { main } from "../../lib/cli/main.ts";
import { fakeIo } from "./support/fake-io.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bos-install-"));
  writeFileSync(join(folder, "provider.json"), '{ "version": "1.2.3", "file": "the-provider" }');
  writeFileSync(join(folder, "the-provider"), "#!/usr/bin/env node");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command as on a server whose home, current and package folders lie below the test's own. */
async function install(
  flags: readonly string[],
  machine: Surroundings["machine"] = { platform: "linux", arch: "x64" },
) {
  const { io, written } = fakeIo();
  const surroundings: Surroundings = {
    machine,
    homeFolder: join(folder, "home"),
    currentFolder: join(folder, "here"),
    packageFolder: folder,
  };
  const program = new Command("provider").exitOverride();
  let exitCode = -1;
  createCommand(() => surroundings).define(program, {
    io,
    argv: ["provider", "install", ...flags],
    run:
      (action) =>
      async (...args) => {
        exitCode = await action(...args);
      },
  });
  await program.parseAsync(["install", ...flags], { from: "user" });
  return { exitCode, ...written };
}

const rows: Record<string, { flags: (folder: string) => string[]; plugins: string }> = {
  "into the current folder": { flags: () => [], plugins: "here/terraform.d/plugins" },
  "into a folder seen from the current one": {
    flags: () => ["--dir", "infra"],
    plugins: "here/infra/terraform.d/plugins",
  },
  "into any other folder": {
    flags: (folder) => ["--dir", join(folder, "there")],
    plugins: "there/terraform.d/plugins",
  },
  "for a user": { flags: () => ["--user"], plugins: "home/.terraform.d/plugins" },
};

test.each(Object.entries(rows))("%s", async (_name, { flags, plugins }) => {
  const versions = join(folder, plugins, "terraform.local/bos-encryption/bos");
  expect(await install(flags(folder))).toEqual({
    exitCode: 0,
    stderr: "",
    stdout: `terraform.local/bos-encryption/bos 1.2.3 in ${join(folder, plugins)}:
  darwin_amd64  installed
  darwin_arm64  installed
  linux_amd64   installed
  linux_arm64   installed

Write this into the configuration, then run terraform init:

terraform {
  required_providers {
    bos = {
      source  = "terraform.local/bos-encryption/bos"
      version = "1.2.3"
    }
  }
}
`,
  });
  expect(readdirSync(join(versions, "1.2.3/linux_amd64"))).toEqual(["terraform-provider-bos"]);
});

test("a second time it says that nothing has changed", async () => {
  await install([]);
  const { stdout } = await install([]);
  expect(stdout.match(/unchanged/g)).toHaveLength(4);
});

test("on Windows it says what to do instead, and installs nothing", async () => {
  await expect(install([], { platform: "win32", arch: "x64" })).rejects.toThrow(/Run Terraform in WSL/);
  expect(readdirSync(folder).sort()).toEqual(["provider.json", "the-provider"]);
});

test("one of two places must be chosen", async () => {
  const { io, written } = fakeIo();
  expect(await main(["provider", "install", "--user", "--dir", "x"], io)).toBe(64);
  expect(written.stderr).toContain("error: --dir and --user exclude each other");
});
