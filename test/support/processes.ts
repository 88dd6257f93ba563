// Processes of this machine, read from the kernel: a fresh machine need not have `ps`.
import { readdirSync, readFileSync } from "node:fs";

/** The command line of every process, its arguments separated by spaces. */
export function commandLines(): readonly string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => textOf(`/proc/${pid}/cmdline`).replaceAll("\0", " "));
}

/** Whether a process still runs. One that has ended, and that nobody has asked for its exit code, does not. */
export function isRunning(pid: number): boolean {
  // `pid (name) state …`, and the name may hold anything.
  const state = /\) (\S)/.exec(textOf(`/proc/${pid}/stat`))?.[1];
  return state !== undefined && state !== "Z";
}

/** A process may end between two looks. */
function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
