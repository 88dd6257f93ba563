import { execFileSync } from "node:child_process";
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/** The only module that names the CDK library's file, and what it says: the build for CDK Terrain changes just this. */
const DOOR = "lib/construct/cdk.ts";
const CDKTF = '"./library/cdktf.ts"';
const CDKTN = '"./library/cdktn.ts"';

/**
 * Compiles what users import, with its types, into `folder`: the package for CDK for Terraform, below it the one for CDK
 * Terrain, and the emulator. All of it is CommonJS, which every tool of a project that CDK's own command makes can load
 * (ts-node, ts-jest), and each entry has a module for `import` beside it that hands on the same objects: in a process
 * that loads both, a stack would else have two lists of which construct sets which bucket.
 */
export function buildLibrary(root: string, folder: string): void {
  compile(root, folder, ["lib/index.ts", "lib/emulator/index.ts"]);
  compile(root, join(folder, "cdktn"), ["lib/index.ts"], withCdktn);
  writeFileSync(join(folder, "package.json"), '{ "type": "commonjs" }\n');
  for (const entry of ["", "cdktn", "emulator"]) writeModuleEntry(join(folder, entry));
}

/** The door's source, leading to the other library. */
export function withCdktn(source: string): string {
  if (!source.includes(CDKTF)) throw new Error(`${DOOR} does not import ${CDKTF}`);
  return source.replaceAll(CDKTF, CDKTN);
}

/** A module's source, as CommonJS has it: `require` and the module's own folder are there without asking. */
function asCommonJs(source: string): string {
  return source
    .replace('import { createRequire } from "node:module";\n', "")
    .replace("const require = createRequire(import.meta.url);\n", "")
    .replaceAll("import.meta.dirname", "__dirname");
}

function compile(
  root: string,
  folder: string,
  files: readonly string[],
  changeDoor: (source: string) => string = (source) => source,
): void {
  // Within the repository, so that libraries resolve.
  const draft = mkdtempSync(join(root, ".dist-library-"));
  try {
    cpSync(join(root, "lib"), join(draft, "lib"), { recursive: true });
    const change = (path: string, how: (source: string) => string) =>
      writeFileSync(join(draft, path), how(readFileSync(join(draft, path), "utf8")));
    change(DOOR, changeDoor);
    for (const path of globSync("lib/{construct,emulator}/**/*.ts", { cwd: draft })) change(path, asCommonJs);
    const config = {
      extends: "../tsconfig.build.json",
      compilerOptions: { rootDir: "lib", verbatimModuleSyntax: false, isolatedModules: true },
      files,
    };
    writeFileSync(join(draft, "tsconfig.json"), JSON.stringify(config));
    writeFileSync(join(draft, "package.json"), '{ "type": "commonjs" }');
    const tsc = join(root, "node_modules/.bin/tsc");
    const args = ["-p", join(draft, "tsconfig.json"), "--outDir", folder];
    execFileSync(tsc, args, { cwd: root, stdio: "inherit" });
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** An entry's face for `import`: names that every tool can see, of the objects that `require` gives. */
function writeModuleEntry(folder: string): void {
  const names = Object.keys(createRequire(import.meta.url)(join(folder, "index.js"))).sort();
  const lines = names.map((name) => `  ${name},\n`).join("");
  writeFileSync(
    join(folder, "index.mjs"),
    `import library from "./index.js";\n\nexport const {\n${lines}} = library;\n`,
  );
  writeFileSync(join(folder, "index.d.mts"), 'export * from "./index.js";\n');
}
