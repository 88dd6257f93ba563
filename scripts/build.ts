/**
 * Builds what the package ships into dist/: the library and its types (tsc), once for each of the two CDK libraries, and
 * the executables (esbuild), each one file that needs nothing beside it but Node. The same sources give the same bytes.
 *
 *   node scripts/build.ts             a development build, whose version 0.0.N is a hash of its content
 *   node scripts/build.ts --release   the version of package.json
 */
import { createHash } from "node:crypto";
import { chmodSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeVersion } from "../lib/packaging/version.ts";
import { bundle, PROGRAMS } from "./build/bundle.ts";
import { buildLibrary } from "./build/library.ts";
import { thirdPartyNotices } from "./build/notices.ts";

const root = join(import.meta.dirname, "..");
const dist = join(root, "dist");
const packageVersion: string = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version;

// Filled aside and moved into place as a whole: whoever uses dist/ meanwhile finds the old one or the new one.
const draft = mkdtempSync(join(root, ".dist-"));
try {
  const version = process.argv.includes("--release") ? packageVersion : await developmentVersion();
  buildLibrary(root, draft);
  await buildExecutables(draft, version);
  rmSync(dist, { recursive: true, force: true });
  chmodSync(draft, 0o755);
  renameSync(draft, dist);
  console.log(`built dist/ ${describeVersion(version, packageVersion)}`);
} finally {
  rmSync(draft, { recursive: true, force: true });
}

async function buildExecutables(folder: string, version: string): Promise<void> {
  const modules: string[] = [];
  for (const program of PROGRAMS) {
    const path = join(folder, program.file);
    const bundled = await bundle(root, program, version, packageVersion);
    writeFileSync(path, bundled.contents);
    chmodSync(path, 0o755);
    modules.push(...bundled.modules);
  }
  writeFileSync(join(folder, "THIRD-PARTY-NOTICES.txt"), thirdPartyNotices(root, modules));
  const provider = { version, file: "terraform-provider-bos" };
  writeFileSync(join(folder, "provider.json"), `${JSON.stringify(provider, null, 2)}\n`);
}

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
