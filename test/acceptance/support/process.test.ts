import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { expect, it } from "vitest";
import { start } from "../../support/process.ts";
import { isRunning } from "../../support/processes.ts";
import { createWorkspace } from "./terraform.ts";

const options = { cwd: tmpdir(), env: { PATH: process.env["PATH"] ?? "" } };

it("kills what takes too long, with its children, and shows what it had said", async () => {
  const script = "sleep 60 & echo $!; wait";
  const { result } = start("sh", ["-c", script], { ...options, timeoutMs: 1_000 });
  const failure = await result.catch((error: Error) => error.message);
  expect(failure).toContain(`sh -c ${script} took longer than 1000 ms.`);
  const child = Number(/(\d+)\s*$/.exec(String(failure))?.[1]);
  expect(child).toBeGreaterThan(0);
  await expect.poll(() => isRunning(child)).toBe(false);
});

it("says what is missing", async () => {
  await expect(start("no-such-program", [], options, "Install it.").result).rejects.toThrow("Install it.");
});

it("leaves no folder and no process behind, also when a command still runs", async () => {
  const tf = await createWorkspace({
    files: {
      "main.tf":
        'resource "terraform_data" "slow" {\n  provisioner "local-exec" {\n    command = "sleep 60"\n  }\n}\n',
    },
  });
  const { pid } = tf.start(["apply", "-auto-approve"]);
  await tf.dispose();
  expect(existsSync(tf.folder)).toBe(false);
  expect(isRunning(pid)).toBe(false);
});
