import { join } from "node:path";
import { expect, test } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { start } from "../../support/process.ts";
import { createWorkspace } from "../support/terraform.ts";

const root = join(import.meta.dirname, "../../..");
const stack = { cwd: "cdktf.out/stacks/no-provider" };

test("without a provider: synth, init, apply, empty plan, destroy", async () => {
  await using emulator = await startEmulator({ buckets: ["acme-logs", "acme-reports"] });
  await using workspace = await createWorkspace({ emulator, provider: "absent" });
  const { folder: cwd, env } = workspace;
  const script = join(root, "examples/no-provider/main.ts");
  const synth = await start("node", [script], { cwd, env }).result;
  expect(synth).toMatchObject({ code: 0, stderr: "" });

  const init = await workspace.run(["init", "-input=false"], stack);
  expect(init).toMatchObject({ code: 0, stderr: "" });
  expect(init.text).not.toContain("Installing");

  const apply = await workspace.run(["apply", "-input=false", "-auto-approve"], stack);
  expect(apply.text).toContain(
    'bucket "acme-logs": encryption was enabled. It was off, it is SM4 with BOS-managed keys now.',
  );
  expect(apply.text).toContain('algorithm = "SM4"');
  expect(emulator.encryptionOf("acme-logs")).toEqual({ encryptionAlgorithm: "SM4" });
  expect(emulator.encryptionOf("acme-reports")).toEqual({ encryptionAlgorithm: "AES256" });

  const again = await workspace.run(["plan", "-input=false", "-detailed-exitcode"], stack);
  expect(again.code).toBe(0);

  const destroy = await workspace.run(["destroy", "-input=false", "-auto-approve"], stack);
  expect(destroy.code).toBe(0);
  expect(emulator.encryptionOf("acme-logs")).toBeUndefined();
  expect(emulator.encryptionOf("acme-reports")).toEqual({ encryptionAlgorithm: "AES256" });
});
