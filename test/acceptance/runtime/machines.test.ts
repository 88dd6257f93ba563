// What a stack needs on the machine that runs Terraform, and what it does not care about.
import {
  appendFileSync,
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { RUNTIME_FILE, STACK_BUCKETS_FILE } from "../../../lib/runtime-contract.ts";
import { AES256, writes } from "../../support/cloud.ts";
import { OLDEST, pathWith, TOO_OLD } from "../../support/node.ts";
import { createWorkspace, type Workspace } from "../support/terraform.ts";
import { NOTHING_TO_DO } from "../support/words.ts";
import { createScenario, VARIANTS } from "./support/scenario.ts";

const logs = { logs: { bucket: "logs" } };
const APPLY = ["apply", "-input=false", "-auto-approve"];

/** A PATH on which there is Terraform and nothing else. */
function pathWithoutNode({ folder }: Workspace): { readonly PATH: string } {
  const terraform = (process.env["PATH"] ?? "")
    .split(":")
    .map((place) => join(place, "terraform"))
    .find(existsSync);
  if (terraform === undefined) throw new Error("There is no terraform on the PATH.");
  const path = join(folder, "only-terraform");
  mkdirSync(path);
  symlinkSync(terraform, join(path, "terraform"));
  return { PATH: path };
}

/** The runtime in the stack. */
function assetOf({ folder }: Workspace): string {
  const [asset] = globSync(`assets/**/${RUNTIME_FILE}`, { cwd: folder });
  if (asset === undefined) throw new Error("The stack has no runtime.");
  return join(folder, asset);
}

describe.each(VARIANTS)("with $name", (variant) => {
  it("says what the machine lacks, changes nothing then, and works with the oldest Node", async () => {
    await using cloud = await startEmulator({ buckets: ["logs"] });
    await using tf = await createScenario(variant, logs, { emulator: cloud });
    const failing = async (env: Readonly<Record<string, string>>) => {
      const { code, text } = await tf.run(APPLY, { env });
      expect(code, text).toBe(1);
      expect(cloud.requests).toEqual([]);
      return text;
    };

    const without = await failing({ BAIDUCLOUD_ACCESS_KEY: "", BAIDUCLOUD_SECRET_KEY: "" });
    expect(without).toContain(
      'bucket "logs": BAIDUCLOUD_ACCESS_KEY, BAIDUCLOUD_SECRET_KEY are not set. Credentials come from the environment',
    );
    expect(without).toContain("Nothing was changed.");

    expect(await failing(pathWithoutNode(tf))).toContain('exec: "node": executable file not found in $PATH');
    expect(await failing(pathWith(TOO_OLD.path, tf))).toContain(
      `${RUNTIME_FILE} needs Node.js 22.19 or newer, and was started with ${TOO_OLD.release}`,
    );

    const asset = assetOf(tf);
    renameSync(asset, `${asset}.away`);
    expect(await failing({})).toContain(`Cannot find module '${asset}'`);
    renameSync(`${asset}.away`, asset);

    rmSync(join(tf.folder, "other-node"), { recursive: true });
    const { code, text } = await tf.run(APPLY, { env: pathWith(OLDEST, tf) });
    expect(code, text).toBe(0);
    expect(cloud.encryptionOf("logs")).toEqual(AES256);
  });

  it("undoes nothing while it cannot tell which construct sets which bucket", async () => {
    await using cloud = await startEmulator({ buckets: ["logs"] });
    await using tf = await createScenario(variant, logs, { emulator: cloud });
    await tf.apply();
    cloud.clearRequests();
    rmSync(join(tf.folder, STACK_BUCKETS_FILE));
    const { text } = await tf.fails("destroy");
    expect(text).toContain("stack_buckets: Cannot be read: ENOENT");
    expect(text).toContain(
      "Copy the whole folder of the stack, or synthesise it again. Nothing was changed.",
    );
    expect(text).toContain("exit status 64");
    expect(cloud.requests).toEqual([]);

    tf.synth(logs);
    await tf.destroy();
    expect(writes(cloud)).toEqual(["DELETE logs"]);
  });

  it("does not care about a newer runtime, nor about the place where the stack lies", async () => {
    await using cloud = await startEmulator({ buckets: ["logs"] });
    await using tf = await createScenario(variant, logs, { emulator: cloud });
    await tf.apply();

    const asset = assetOf(tf);
    const hash = basename(dirname(asset));
    const newer = "0123456789ABCDEF0123456789ABCDEF";
    renameSync(dirname(asset), join(dirname(asset), "..", newer));
    appendFileSync(assetOf(tf), "\n// A newer version.\n");
    const configuration = readFileSync(join(tf.folder, "cdk.tf.json"), "utf8");
    expect(configuration).toContain(hash);
    tf.write({ "cdk.tf.json": configuration.replaceAll(hash, newer) });
    expect((await tf.plan()).code).toBe(NOTHING_TO_DO);

    await using elsewhere = await createWorkspace({ emulator: cloud, provider: "absent" });
    cpSync(tf.folder, elsewhere.folder, { recursive: true, verbatimSymlinks: true });
    rmSync(join(tf.folder, "assets"), { recursive: true });
    expect((await elsewhere.plan()).code).toBe(NOTHING_TO_DO);
    await elsewhere.destroy();
    expect(writes(cloud)).toEqual(["PUT logs", "DELETE logs"]);
  });
});
