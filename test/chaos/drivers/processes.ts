// The processes of a real run, found through the kernel.

import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** kill -9 of one provider process of a Terraform. */
export function killProvider(terraform: number): void {
  const [provider] = pids().filter(
    (pid) => parentOf(pid) === terraform && commandOf(pid).includes("terraform-provider-bos"),
  );
  if (provider !== undefined) process.kill(provider, "SIGKILL");
}

/** How long a process may take to notice that its Terraform is gone. */
const PATIENCE_MS = 5_000;

/** Processes that still run in a workspace, and files in its folder for temporary ones. */
export async function leftoversOf(folder: string): Promise<readonly string[]> {
  const running = () => pids().filter((pid) => folderOf(pid) === folder);
  for (const end = Date.now() + PATIENCE_MS; running().length > 0 && Date.now() < end; ) await sleep(50);
  const files = readdirSync(join(folder, "tmp"), { recursive: true, encoding: "utf8" });
  return [
    ...running().map((pid) => `a process still runs: ${commandOf(pid)}`),
    ...files.map((file) => `a temporary file: ${file}`),
  ];
}

const pids = (): readonly number[] =>
  readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));

const commandOf = (pid: number): string => read(`/proc/${pid}/cmdline`).replaceAll("\0", " ");

/** `pid (name) state ppid …`, and the name may hold anything. */
const parentOf = (pid: number): number => Number(/\) \S (\d+)/.exec(read(`/proc/${pid}/stat`))?.[1]);

function folderOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

/** A process may end between two looks. */
function read(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}
