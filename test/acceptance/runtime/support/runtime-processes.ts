// The processes that local-exec has started for a workspace, read from the kernel.
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { RUNTIME_FILE } from "../../../../lib/runtime-contract.ts";
import type { Workspace } from "../../support/terraform.ts";

/** A runtime that is running, with its arguments. */
export interface RuntimeProcess {
  readonly pid: number;
  readonly args: readonly string[];
}

/** Every runtime that runs for this workspace now. */
export function runtimesOf({ folder }: Pick<Workspace, "folder">): readonly RuntimeProcess[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        if (readlinkSync(`/proc/${pid}/cwd`) !== folder) return [];
        const args = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
        return args[1]?.endsWith(RUNTIME_FILE) ? [{ pid: Number(pid), args }] : [];
      } catch {
        // It has ended meanwhile.
        return [];
      }
    });
}
