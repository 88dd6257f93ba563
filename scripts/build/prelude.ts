/** The oldest Node that the executables run on; undici and the package's `engines` ask for as much. */
export const OLDEST_NODE = { major: 22, minor: 19 } as const;

/**
 * What an executable runs before anything else, in the syntax of 2009. Terraform shows one line of a provider's
 * stdout and nothing of its stderr, a person reads stderr. The last line gives bundled CommonJS modules a `require`
 * where Node takes the file for an ES module.
 */
export function prelude(program: string): string {
  const { major, minor } = OLDEST_NODE;
  return `#!/usr/bin/env node
(function () {
  var found = process.versions.node, part = found.split(".");
  if (+part[0] > ${major} || (+part[0] === ${major} && +part[1] >= ${minor})) return;
  var line = "${program} needs Node.js ${major}.${minor} or newer, and was started with " + found + " (" + process.execPath + "). Put a newer node first on the PATH.\\n";
  (process.env.TF_PLUGIN_MAGIC_COOKIE ? process.stdout : process.stderr).write(line);
  process.exit(1);
})();
var require = require || process.getBuiltinModule("node:module").createRequire(process.argv[1]);`;
}
