// The command bos-encryption: words in, output and exit code out. One file for each command in commands/.
// Never here: what a command does. That is in the folders it calls.
// Nobody imports it but the executable (bin.ts) and tests.

export { exitCode } from "./exit-code.ts";
export type { Io } from "./io.ts";
export { main } from "./main.ts";
