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
