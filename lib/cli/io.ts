import { stderr } from "../program/index.ts";

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
}

/** The real world. */
export const processIo: Io = {
  stdout: process.stdout,
  stderr,
  env: process.env,
  untilStopped: () => untilSignal(process),
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
