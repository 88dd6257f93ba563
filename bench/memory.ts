import { readdirSync, readFileSync } from "node:fs";

/** Watches the most memory that any process of a name has held; Linux only, undefined elsewhere. */
export function watchMemory(commandLinePart: string): { stop(): number | undefined } {
  let mostKiB: number | undefined;
  const timer = setInterval(() => {
    for (const kiB of peaksOf(commandLinePart)) mostKiB = Math.max(mostKiB ?? 0, kiB);
  }, 20);
  return {
    stop() {
      clearInterval(timer);
      return mostKiB === undefined ? undefined : mostKiB / 1024;
    },
  };
}

/** `VmHWM` is the kernel's own high-water mark: a look now and then is enough. */
function peaksOf(commandLinePart: string): number[] {
  const processes = entriesOf("/proc").filter((name) => /^\d+$/.test(name));
  return processes.flatMap((pid) => {
    if (!textOf(`/proc/${pid}/cmdline`).includes(commandLinePart)) return [];
    const peak = /^VmHWM:\s+(\d+) kB$/m.exec(textOf(`/proc/${pid}/status`))?.[1];
    return peak === undefined ? [] : [Number(peak)];
  });
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** A process may end between two looks. */
function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
