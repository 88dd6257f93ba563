/** What the command's exit code means. The numbers are promises to scripts. */
export const exitCode = {
  /** Done, or stopped as asked. */
  ok: 0,
  /** The command was understood, but failed. */
  failed: 1,
  /** Wrong usage: nothing was tried (EX_USAGE of sysexits.h). */
  usage: 64,
  /** A command that was to be run is there, but cannot be run; the number is the shells'. */
  commandUnusable: 126,
  /** There is no command of this name; the number is the shells'. */
  commandMissing: 127,
} as const;
