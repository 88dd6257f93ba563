// The executable: the only file here that does something when it is loaded.
import "../program.ts";
import { processIo } from "./io.ts";
import { main } from "./main.ts";

// A reader that has gone (`| head`) is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});
// No top-level await: the bundle is a script, so that it starts below any package.json.
main(process.argv.slice(2), processIo).then((code) => {
  process.exitCode = code;
});
