// The runtime's executable: the only file here that does something when it is loaded.
import { endOnFault, stderr } from "../program.ts";
import { describeFault, exitCode } from "./exit-code.ts";
import { run } from "./run.ts";

const stopping = new AbortController();
// The first request to stop ends the run at the next safe point; a second one ends the process.
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => stopping.abort(new Error(`stopped by ${signal}`)));
}
for (const stream of [process.stdout, process.stderr]) {
  // A reader that has gone is no failure.
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}
endOnFault((error) => `Error: ${describeFault(error)}`, exitCode.failed);
const world = { env: process.env, stdout: process.stdout, stderr, signal: stopping.signal };
// No top-level await: the bundle is a script.
run(process.argv.slice(2), world).then((code) => {
  // At once, but not before everything is written: to take the process down in order costs more than a request.
  process.stdout.write("", () => stderr.write("", () => process.exit(code)));
});
