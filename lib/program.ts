/**
 * Where our programs write what they have to say to a person. Nobody else does while `NODE_DEBUG` is set: Node and its
 * libraries would write every header of every request there, signature and session token included, and Terraform puts
 * what a provider writes there into its log. Node has read the variable before the first line of ours runs, and writes
 * by this one method (lib/internal/util/debuglog.js); other ways to look into Node (NODE_DEBUG_NATIVE, `--trace-…`) write
 * past it, and show no header and no variable's value (tried with 22.19 and 24.21).
 */
export const stderr: { write(text: string, written?: () => void): unknown } =
  process.env["NODE_DEBUG"] === undefined
    ? { write: (text, written) => process.stderr.write(text, written) }
    : { write: takeOver(process.stderr) };

/** The method that writes to a stream; from then on it is silent for all who call it on the stream itself. */
function takeOver(stream: NodeJS.WriteStream): (text: string, written?: () => void) => unknown {
  const write = stream.write.bind(stream);
  stream.write = (...given: unknown[]) => {
    const written = given.find((argument) => typeof argument === "function");
    if (written !== undefined) process.nextTick(written);
    return true;
  };
  return (text, written) => write(text, written);
}

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

// Node writes a diagnostic report where somebody asks for one (`--report-on-signal` in NODE_OPTIONS, for one), readable by
// everybody on the machine: the environment, in which our credentials are, is no part of ours, nor is the network.
Object.assign(process.report, { excludeEnv: true, excludeNetwork: true });
