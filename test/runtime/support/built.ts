import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { RUNTIME_FILE } from "../../../lib/runtime-contract.ts";

export const BUILT = join(import.meta.dirname, "../../../dist", RUNTIME_FILE);

/** The built runtime, alone in a folder that goes with the test but for these files. */
export function placeRuntime(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "bos-runtime-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const file = join(folder, RUNTIME_FILE);
  copyFileSync(BUILT, file);
  return file;
}

/** How a process ended: `code` is null after a signal. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  signal(name: NodeJS.Signals): void;
  /** Goes away before anything is written. */
  stopReading(): void;
  readonly ended: Promise<Ended>;
}

/** Starts the runtime as Terraform does: `node`, the file and its arguments. The environment is whole. */
export function startRuntime(
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
  { node = process.execPath, file = BUILT }: { readonly node?: string; readonly file?: string } = {},
): Started {
  const child = spawn(node, [file, ...argv], { env, stdio: ["ignore", "pipe", "pipe"], timeout: 30_000 });
  onTestFinished(() => void child.kill("SIGKILL"));
  const ended = async (): Promise<Ended> => {
    const [stdout, stderr, [code]] = await Promise.all([
      text(child.stdout).catch(() => ""),
      text(child.stderr).catch(() => ""),
      once(child, "close") as Promise<[number | null]>,
    ]);
    return { code, stdout, stderr };
  };
  return {
    signal: (name) => void child.kill(name),
    stopReading: () => {
      child.stdout.destroy();
      child.stderr.destroy();
    },
    ended: ended(),
  };
}

/** Runs it to its end. */
export const runtime = (...args: Parameters<typeof startRuntime>): Promise<Ended> =>
  startRuntime(...args).ended;
