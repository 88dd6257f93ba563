import { spawn } from "node:child_process";
import { constants } from "node:os";
import { stderr } from "../program.ts";
import { exitCode } from "./exit-code.ts";

/** A command to run, word by word. */
export type Words = readonly [program: string, ...args: string[]];

/** The process around a child: where signals come from, and whether a terminal sends them to the child as well. */
export interface Parent {
  readonly signals: Pick<NodeJS.EventEmitter, "on" | "off">;
  readonly hasTerminal: boolean;
}

const forwarded = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs a program, without a shell and with this process's own input and outputs, and passes signals on to it: it alone decides
 * whether to end.
 *
 * A terminal sends the SIGINT of Ctrl-C to all of its foreground processes, the child among them. It is not sent a second
 * time then: to Terraform two mean to drop everything at once.
 *
 * @returns the exit code, 128 and the signal's number when a signal ended it; rejects with Node's error when it cannot start
 */
export async function runChild(
  [program, ...args]: Words,
  env: Readonly<Record<string, string | undefined>>,
  { signals, hasTerminal }: Parent,
): Promise<number> {
  const child = spawn(program, args, { env, stdio: "inherit" });
  const listeners = forwarded.map((signal) => {
    const pass = () => {
      if (signal !== "SIGINT" || !hasTerminal) child.kill(signal);
    };
    signals.on(signal, pass);
    return () => signals.off(signal, pass);
  });
  try {
    return await new Promise<number>((resolve, reject) => {
      child.on("error", reject);
      child.on("exit", (code, signal) => {
        resolve(signal === null ? (code ?? exitCode.failed) : 128 + constants.signals[signal]);
      });
    });
  } finally {
    for (const off of listeners) off();
  }
}

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
