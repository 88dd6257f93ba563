import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The only module that names the CDK library's file, and what it says: the build for CDK Terrain changes just this. */
const DOOR = "lib/construct/cdk.ts";
const CDKTF = '"./library/cdktf.ts"';
const CDKTN = '"./library/cdktn.ts"';

/** Compiles what users import, with its types, into `folder`: the package for CDK for Terraform, and the emulator. */
export function buildLibrary(root: string, folder: string): void {
  compile(root, "tsconfig.build.json", folder);
}

/** Compiles the constructs for CDK Terrain, with their types, into `folder`: the same source, with the other library. */
export function buildForCdktn(root: string, folder: string): void {
  // Within the repository, so that libraries resolve.
  const draft = mkdtempSync(join(root, ".dist-cdktn-"));
  try {
    cpSync(join(root, "lib"), join(draft, "lib"), { recursive: true });
    writeFileSync(join(draft, DOOR), withCdktn(readFileSync(join(root, DOOR), "utf8")));
    const config = {
      extends: "../tsconfig.build.json",
      compilerOptions: { rootDir: "lib" },
      files: ["lib/index.ts"],
    };
    writeFileSync(join(draft, "tsconfig.json"), JSON.stringify(config));
    compile(root, join(draft, "tsconfig.json"), folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** The door's source, leading to the other library. */
export function withCdktn(source: string): string {
  if (!source.includes(CDKTF)) throw new Error(`${DOOR} does not import ${CDKTF}`);
  return source.replaceAll(CDKTF, CDKTN);
}

function compile(root: string, config: string, folder: string): void {
  const tsc = join(root, "node_modules/.bin/tsc");
  execFileSync(tsc, ["-p", config, "--outDir", folder], { cwd: root, stdio: "inherit" });
}
