import { build } from "esbuild";
import { RUNTIME_FILE } from "../../lib/runtime-contract.ts";
import { lightUndici } from "./light-undici.ts";
import { prelude } from "./prelude.ts";

/** What a build makes of a program. */
export interface Bundle {
  readonly contents: Uint8Array;
  /** Every module that went into it, from the root of the repository. */
  readonly modules: readonly string[];
}

export interface Program {
  /** The module to start with, from the root of the repository. */
  readonly entry: string;
  /** The executable's name, in dist/ and in what it says about itself. */
  readonly file: string;
  /** A module whose exports stand in for globals of the same name, from the root of the repository. */
  readonly globals?: string;
  /** Environment variable that names the node to run it, where Terraform starts it by itself. */
  readonly nodeVariable?: string;
}

/**
 * One executable. Node takes a file without extension for an ES module or for CommonJS by the nearest package.json,
 * and the file must start below either: an immediately invoked function is valid in both.
 *
 * @param nextRelease what a development build leads to
 */
export async function bundle(
  root: string,
  program: Program,
  version: string,
  nextRelease = version,
): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    bundle: true,
    platform: "node",
    // Syntax that a Node of years ago can parse: only then does it reach the line that says it is too old.
    target: "node14.6",
    minify: true,
    legalComments: "none",
    // The second is undici's own switch, made for its copy inside Node: it leaves out an experimental parser.
    define: {
      __BOS_VERSION__: JSON.stringify(version),
      __BOS_NEXT_RELEASE__: JSON.stringify(nextRelease),
      esbuildDetection: "true",
    },
    logLevel: "warning",
    entryPoints: [program.entry],
    format: "iife",
    write: false,
    metafile: true,
    inject: program.globals === undefined ? [] : [program.globals],
    plugins: [lightUndici(root)],
    banner: { js: prelude({ program: program.file, nodeVariable: program.nodeVariable }) },
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error(`esbuild wrote nothing for ${program.entry}`);
  return { contents: file.contents, modules: Object.keys(metafile.inputs) };
}

/** The executables of the package. */
export const PROGRAMS: readonly Program[] = [
  {
    entry: "lib/provider/main.ts",
    file: "terraform-provider-bos",
    globals: "scripts/build/light-headers.ts",
    nodeVariable: "BOS_PROVIDER_NODE",
  },
  { entry: "lib/cli/bin.ts", file: "bos-encryption" },
  { entry: "lib/runtime/main.ts", file: RUNTIME_FILE },
];
