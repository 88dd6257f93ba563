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
  stderr: process.stderr,
  env: process.env,
  untilStopped: () =>
    new Promise((resolve) => {
      const signals = ["SIGINT", "SIGTERM"] as const;
      const stop = () => {
        for (const signal of signals) process.off(signal, stop);
        resolve();
      };
      for (const signal of signals) process.on(signal, stop);
    }),
};
