/** The oldest Node that the executables run on; undici and the package's `engines` ask for as much. */
const OLDEST_NODE = { major: 22, minor: 19 } as const;

const NEEDS = `needs Node.js ${OLDEST_NODE.major}.${OLDEST_NODE.minor} or newer`;

/**
 * Terraform gives a provider this cookie, and shows one line of its stdout and nothing of its stderr. A person reads
 * stderr.
 */
const COOKIE = "TF_PLUGIN_MAGIC_COOKIE";

export interface PreludeOptions {
  /** The executable's name in what it says about itself. */
  readonly program: string;
  /**
   * Environment variable with the path of the node that shall run the program; empty counts as unset. The file then
   * begins as a shell script, which also says it where there is no node at all. Without it `env` looks for one: npm on
   * Windows knows only such a line.
   */
  readonly nodeVariable?: string | undefined;
}

/** What an executable runs before anything else. */
export function prelude({ program, nodeVariable }: PreludeOptions): string {
  const begin = nodeVariable === undefined ? "#!/usr/bin/env node" : shellScript(program, nodeVariable);
  return `${begin}\n${refuseOldNode(program, nodeVariable)}`;
}

/**
 * A script for any POSIX shell, which is a string and a comment to JavaScript. The shell becomes node (`exec`), so that
 * Terraform's child stays one process, and starts nothing else: it takes as long as `env` does. Whether there is a node
 * that can be run, nothing tells as surely as the try: when it fails, bash goes on if told to, other shells run the trap.
 */
function shellScript(program: string, nodeVariable: string): string {
  const variable = `$${nodeVariable}`;
  return `#!/bin/sh
":" /*
missing() {
  trap - 0
  if [ "${variable}" ]; then
    found="${nodeVariable} names no program that can be run: ${variable}. Set it to the path of such a node."
  else
    found="there is none on the PATH that can be run. Install it, or set ${nodeVariable} to the path of one."
  fi
  [ "$${COOKIE}" ] || exec >&2
  printf '%s\\n' "${program} ${NEEDS}, and $found"
  exit 1
}
if [ "$BASH_VERSION" ]; then shopt -s execfail; else trap missing 0; fi
exec "\${${nodeVariable}:-node}" "$0" "$@"
missing
*/;`;
}

/**
 * In the syntax of 2009. The last line gives bundled CommonJS modules a `require` where Node takes the file for an ES
 * module.
 */
function refuseOldNode(program: string, nodeVariable: string | undefined): string {
  const { major, minor } = OLDEST_NODE;
  const first = "Put a newer node first on the PATH";
  const advice =
    nodeVariable === undefined
      ? `"${first}."`
      : `(process.env.${nodeVariable} ? "Set ${nodeVariable} to the path of a newer one." : "${first}, or set ${nodeVariable} to the path of one.")`;
  return `(function () {
  var found = process.versions.node, part = found.split(".");
  if (+part[0] > ${major} || (+part[0] === ${major} && +part[1] >= ${minor})) return;
  var line = "${program} ${NEEDS}, and was started with " + found + " (" + process.execPath + "). " + ${advice} + "\\n";
  (process.env.${COOKIE} ? process.stdout : process.stderr).write(line);
  process.exit(1);
})();
var require = require || process.getBuiltinModule("node:module").createRequire(process.argv[1]);`;
}
