// The runtime's executable: the only file here that does something when it is loaded.
import { run } from "./run.ts";

const stopping = new AbortController();
// The first request to stop ends the run at the next safe point; a second one ends the process.
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => stopping.abort(new Error(`stopped by ${signal}`)));
}
// A reader that has gone is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});
const world = { env: process.env, stdout: process.stdout, stderr: process.stderr, signal: stopping.signal };
// No top-level await: the bundle is a script.
run(process.argv.slice(2), world).then((code) => {
  process.exitCode = code;
});
