import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);

/**
 * The folder that a build fills: `dist/` of this package. Code that was built lies in it, at different depths for the two
 * CDK libraries; from a checkout's sources, and from a bundle of somebody's app, it is found by the package's name.
 */
export function builtFolder(): string {
  const here = import.meta.dirname;
  const above = [here, join(here, ".."), join(here, "../..")];
  const built = above.find((folder) => existsSync(join(folder, "provider.json")));
  if (built !== undefined) return built;
  try {
    // A name that a bundler does not look up: it would warn of a file that it cannot take along.
    const name = "bos-encryption/package.json";
    return join(dirname(require.resolve(name)), "dist");
  } catch {
    // A bundler has copied this code away from its package: whoever looks for a build here says so.
    return here;
  }
}
