import { stderr } from "../program.ts";
import { runChild, type Words } from "./child.ts";

/** The world as a command sees it. Tests hand in their own. */
export interface Io {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  readonly env: Readonly<Record<string, string | undefined>>;
  /**
   * Resolves when the user asks the process to stop (SIGINT, SIGTERM). Only that first request is caught: after it, a second
   * one ends the process at once.
   */
  untilStopped(): Promise<void>;
  /**
   * Runs another program with this environment alone, on this process's own input and outputs, and passes signals on to it.
   * Resolves to its exit code; rejects with Node's error when it cannot start.
   */
  runCommand(words: Words, env: Io["env"]): Promise<number>;
}

/** The real world. */
export const processIo: Io = {
  stdout: process.stdout,
  stderr,
  env: process.env,
  untilStopped: () => untilSignal(process),
  runCommand: (words, env) =>
    runChild(words, env, {
      signals: process,
      hasTerminal: [process.stdin, process.stdout, process.stderr].some(({ isTTY }) => isTTY),
    }),
};

/** Resolves at the first SIGINT or SIGTERM, and catches no second one. */
export function untilSignal(source: Pick<NodeJS.EventEmitter, "on" | "off">): Promise<void> {
  const signals = ["SIGINT", "SIGTERM"] as const;
  return new Promise((resolve) => {
    const stop = () => {
      for (const signal of signals) source.off(signal, stop);
      resolve();
    };
    for (const signal of signals) source.on(signal, stop);
  });
}
