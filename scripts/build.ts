/**
 * Builds what the package ships into dist/: the library and its types (tsc), and the two executables (esbuild), each
 * one file that needs nothing beside it but Node. The same sources give the same bytes.
 *
 *   node scripts/build.ts             a development build, whose version 0.0.N is a hash of its content
 *   node scripts/build.ts --release   the version of package.json
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundle, PROGRAMS } from "./build/bundle.ts";
import { thirdPartyNotices } from "./build/notices.ts";

const root = join(import.meta.dirname, "..");
const dist = join(root, "dist");
const packageVersion: string = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version;

rmSync(dist, { recursive: true, force: true });
execFileSync(join(root, "node_modules/.bin/tsc"), ["-p", "tsconfig.build.json"], {
  cwd: root,
  stdio: "inherit",
});
const version = process.argv.includes("--release") ? packageVersion : await developmentVersion();
const modules: string[] = [];
for (const program of PROGRAMS) {
  const path = join(dist, program.file);
  const bundled = await bundle(root, program, version);
  writeFileSync(path, bundled.contents);
  chmodSync(path, 0o755);
  modules.push(...bundled.modules);
}
writeFileSync(join(dist, "THIRD-PARTY-NOTICES.txt"), thirdPartyNotices(root, modules));
writeFileSync(
  join(dist, "provider.json"),
  `${JSON.stringify({ version, file: "terraform-provider-bos" }, null, 2)}\n`,
);
console.log(`built dist/ ${version}`);

/**
 * Terraform's lock file ties a version to its bytes, so that other bytes need another version. It is no prerelease
 * (`0.1.0-dev.…`), because Terraform passes over these where no version is asked for; below 0.1, so that any release
 * comes before it.
 */
async function developmentVersion(): Promise<string> {
  const hash = createHash("sha256");
  for (const program of PROGRAMS) hash.update((await bundle(root, program, packageVersion)).contents);
  return `0.0.${Number.parseInt(hash.digest("hex").slice(0, 12), 16)}`;
}
