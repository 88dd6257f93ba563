import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { expect, it } from "vitest";
import { start } from "./process.ts";
import { createWorkspace } from "./terraform.ts";

const options = { cwd: tmpdir(), env: { PATH: process.env["PATH"] ?? "" } };
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

it("kills what takes too long, with its children, and shows what it had said", async () => {
  const script = "sleep 60 & echo $!; wait";
  const { result } = start("sh", ["-c", script], { ...options, timeoutMs: 300 });
  const failure = await result.catch((error: Error) => error.message);
  expect(failure).toContain(`sh -c ${script} took longer than 300 ms.`);
  const child = Number(/(\d+)\s*$/.exec(String(failure))?.[1]);
  await expect.poll(() => isAlive(child)).toBe(false);
});

it("interrupts", async () => {
  const command = start("sh", ["-c", "trap 'echo stopped; exit 3' INT; echo up; sleep 60 & wait"], options);
  // The trap has to be there first.
  await new Promise((resolve) => setTimeout(resolve, 200));
  command.interrupt();
  expect(await command.result).toMatchObject({ code: 3, text: "up stopped" });
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
  expect(isAlive(pid)).toBe(false);
});
