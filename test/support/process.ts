// Processes of tests: bounded in time, nothing of them left behind, their output as a reader would read it.
import { spawn } from "node:child_process";
import { stripVTControlCharacters } from "node:util";

export interface Result {
  /** The exit code; -1 after a signal. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** All output as running prose: the frames and line breaks of Terraform's messages are taken out. */
  readonly text: string;
}

export interface RunOptions {
  readonly cwd: string;
  /** The whole environment: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  /** After this many milliseconds the process and its children are killed, and `result` rejects. Default 60,000. */
  readonly timeoutMs?: number | undefined;
}

export interface Running {
  readonly pid: number;
  readonly result: Promise<Result>;
  /** What Ctrl-C in a terminal does: SIGINT to the process and to its children. */
  interrupt(): void;
  /** Ends the process and its children at once; for clean-up. */
  kill(): void;
}

/** Starts a program in a process group of its own. `missing` is what to say when it is not on the PATH. */
export function start(
  program: string,
  args: readonly string[],
  { cwd, env, timeoutMs = 60_000 }: RunOptions,
  missing = `There is no program "${program}" on the PATH.`,
): Running {
  const child = spawn(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    stdout += chunk;
  });
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    stderr += chunk;
  });

  const signal = (name: NodeJS.Signals): void => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, name);
    } catch {
      // The whole group has ended.
    }
  };
  const result = new Promise<Result>((resolve, reject) => {
    const timer = setTimeout(() => {
      signal("SIGKILL");
      reject(new Error(`${program} ${args.join(" ")} took longer than ${timeoutMs} ms.\n${stdout}${stderr}`));
    }, timeoutMs);
    child.on("error", (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      reject(error.code === "ENOENT" ? new Error(missing) : error);
    });
    child.on("close", (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? -1, stdout, stderr, text: prose(stdout + stderr) });
    });
  });
  // Whoever waits gets the rejection; a test that failed before it could wait needs no second failure.
  result.catch(() => {});
  return {
    pid: child.pid ?? -1,
    result,
    interrupt: () => signal("SIGINT"),
    kill: () => signal("SIGKILL"),
  };
}

function prose(output: string): string {
  return stripVTControlCharacters(output).replace(/[╷│╵]/g, " ").replace(/\s+/g, " ").trim();
}
