// A process that Terraform has started is one of the run before there is a node in it.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { openFolder, thisHost } from "../../../lib/provider/run/folder.ts";

const PROVIDER = join(import.meta.dirname, "../../../dist/terraform-provider-bos");

interface Stage {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const shim = (folder: string): Stage => {
  const node = join(folder, "node");
  writeFileSync(node, "#!/bin/sh\necho ready\nread line\n", { mode: 0o755 });
  return { program: PROVIDER, args: [], env: { BOS_PROVIDER_NODE: node } };
};
/** As the kernel starts the file; this one does not come to its end. */
const shell = (folder: string): Stage => {
  const file = join(folder, "terraform-provider-bos");
  execFileSync("mkfifo", [file]);
  return { program: "/bin/sh", args: [file], env: {} };
};

it.runIf(existsSync("/proc/self/stat")).each([
  ["the shell that its file begins with", shell],
  ["a node that is a script itself", shim],
])("is seen by the others while it is %s", async (_, stage) => {
  const folder = mkdtempSync(join(tmpdir(), "before-node-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { program, args, env } = stage(folder);
  const own = { ...thisHost(folder), ppid: process.pid, pid: -1, program: "terraform-provider-bos" };
  const run = openFolder(own);
  expect(run.hasOthersThan([])).toBe(false);

  const child = spawn(program, args, { env, stdio: ["pipe", "pipe", "inherit"] });
  const ended = once(child, "close");
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  // Not before its first exec, when it still has the command line of its parent.
  const commandLine = () => readFileSync(`/proc/${child.pid}/cmdline`, "utf8");
  await vi.waitFor(() => expect(commandLine()).toMatch(/^\/bin\/sh\0/));
  if (args.length === 0) await once(child.stdout, "data");
  expect(run.hasOthersThan([])).toBe(true);

  child.kill("SIGKILL");
  await ended;
  expect(run.hasOthersThan([])).toBe(false);
});
