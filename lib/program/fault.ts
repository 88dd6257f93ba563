import { stderr } from "./stderr.ts";

/**
 * An error that nobody foresaw ends the process with one line. Node would print the error with all that hangs on it,
 * which may be anything, a secret included.
 *
 * @param describe what to print: made of what {@link placeOfFault} says, never of the error's message or fields
 */
export function endOnFault(describe: (error: unknown) => string, exitCode: number): void {
  const end = (error: unknown): void => {
    stderr.write(`${describe(error)}\n`);
    process.exit(exitCode);
  };
  // Each by itself: NODE_OPTIONS can turn the second into a warning that prints the error.
  process.on("uncaughtException", end).on("unhandledRejection", end);
}

/** The kind of an error and where it arose, for a report: `TypeError at main.ts:1:2`, in a build the built file's line. */
export function placeOfFault(error: unknown): string {
  if (!(error instanceof Error)) return `a thrown ${typeof error}`;
  const [, place] = /^\s+at .*?([\w.-]+:\d+:\d+)\)?$/m.exec(error.stack ?? "") ?? [];
  return place === undefined ? error.name : `${error.name} at ${place}`;
}
