import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);

/**
 * The folder that a build fills: `dist/` of this package, found by the package's own name, because this file lies at
 * different depths in lib/, in the build for cdktf and in the one for cdktn.
 */
export function builtFolder(): string {
  try {
    return join(dirname(require.resolve("bos-encryption/package.json")), "dist");
  } catch {
    // A bundler has copied this code away from its package: whoever looks for a build here says so.
    return dirname(fileURLToPath(import.meta.url));
  }
}
