import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { start } from "../../support/process.ts";
import { createWorkspace } from "../support/terraform.ts";

const root = join(import.meta.dirname, "../../..");
const stack = { cwd: "cdktf.out/stacks/quickstart" };

test("the quickstart: synth, init, plan, apply, empty plan, destroy", async () => {
  await using emulator = await startEmulator({ buckets: ["acme-logs"] });
  await using workspace = await createWorkspace({ emulator, provider: "absent" });
  const { app } = JSON.parse(await readFile(join(root, "cdktf.json"), "utf8")) as { app: string };
  const [program = "", script = ""] = app.split(" ");

  const { folder: cwd, env } = workspace;
  const synth = await start(program, [join(root, script)], { cwd, env }).result;
  expect(synth).toMatchObject({ code: 0, stderr: "" });

  const init = await workspace.run(["init", "-input=false"], stack);
  expect(init).toMatchObject({ code: 0, stderr: "" });

  const plan = await workspace.run(["plan", "-input=false", "-detailed-exitcode"], stack);
  expect(plan.code).toBe(2);
  expect(plan.text).toContain("# bos_bucket_encryption.logs will be created");

  const apply = await workspace.run(["apply", "-input=false", "-auto-approve"], stack);
  expect(apply.code).toBe(0);
  expect(apply.text).toContain('algorithm = "AES256"');
  expect(emulator.encryptionOf("acme-logs")).toEqual({ encryptionAlgorithm: "AES256" });

  const again = await workspace.run(["plan", "-input=false", "-detailed-exitcode"], stack);
  expect(again.code).toBe(0);

  const destroy = await workspace.run(["destroy", "-input=false", "-auto-approve"], stack);
  expect(destroy.code).toBe(0);
  expect(emulator.encryptionOf("acme-logs")).toBeUndefined();
});
