// The built files as they lie in other people's repositories, on the Node of this run and on the oldest one.
import { spawnSync } from "node:child_process";
import { copyFileSync, globSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { readBuild } from "../../../lib/packaging/index.ts";
import { AES256 } from "../../support/cloud.ts";
import { OLDEST, pathWith, TOO_OLD } from "../../support/node.ts";
import { encryption, main } from "../support/hcl.ts";
import { createWorkspace } from "../support/terraform.ts";

const dist = join(import.meta.dirname, "../../../dist");
const { version } = readBuild(dist);

type Package = Readonly<Record<string, string>>;

// The nearest package.json decides whether Node takes a file for an ES module.
const NONE: Package = {};
const MODULE: Package = { "package.json": '{ "type": "module" }' };
const COMMONJS: Package = { "package.json": '{ "type": "commonjs" }' };

const run = (node: string, ...args: readonly string[]) =>
  spawnSync(node, args, { encoding: "utf8", env: {}, timeout: 20_000 });

async function useProvider(node: string, files: Package): Promise<void> {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  await using tf = await createWorkspace({
    provider: "built",
    emulator: cloud,
    files: { ...files, ...main(encryption("logs", { bucket: "logs" })) },
  });
  const [provider = ""] = globSync("terraform.d/plugins/**/terraform-provider-bos*", { cwd: tf.folder });
  const byHand = run(node, join(tf.folder, provider));
  expect(byHand).toMatchObject({ status: 1, stdout: "" });
  expect(byHand.stderr).toContain("This is a provider for Terraform and OpenTofu");

  const applied = await tf.run(["apply", "-auto-approve"], { env: pathWith(node, tf) });
  expect(applied.code, applied.text).toBe(0);
  expect(cloud.encryptionOf("logs")).toEqual(AES256);
}

describe.each([
  ["this Node", process.execPath],
  ["the oldest Node", OLDEST],
])("on %s", (_, node) => {
  it.each([
    ["no package.json", NONE],
    ["a package of type commonjs", COMMONJS],
    ["a package of type module", MODULE],
  ])("the provider starts below %s", (_name, files) => useProvider(node, files));

  it.each([
    ["no package.json", NONE],
    ["a package of type commonjs", COMMONJS],
    ["a package of type module", MODULE],
  ])("the command starts below %s", async (_name, files) => {
    await using place = await createWorkspace({ provider: "absent", files });
    const command = join(place.folder, "bos-encryption");
    copyFileSync(join(dist, "bos-encryption"), command);
    expect(run(node, command, "--version")).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(version),
    });
  });
});

it("says in one line, on stderr, that a person's Node is too old", () => {
  const old = TOO_OLD.path;
  const advice = {
    "terraform-provider-bos":
      "Put a newer node first on the PATH, or set BOS_PROVIDER_NODE to the path of one.",
    "bos-encryption": "Put a newer node first on the PATH.",
  };
  for (const [program, todo] of Object.entries(advice)) {
    const { status, stdout, stderr } = run(old, join(dist, program));
    expect({ status, stdout, stderr }).toEqual({
      status: 1,
      stdout: "",
      stderr: `${program} needs Node.js 22.19 or newer, and was started with ${TOO_OLD.release} (${old}). ${todo}\n`,
    });
  }
});
