// The only file that names the CDK library, so that a build of the same source for its fork changes this one file.
import { createRequire } from "node:module";

export type { IInterpolatingParent, IResolvable, ITerraformDependable, TerraformMetaArguments } from "cdktf";

/** What this package works with; package.json says the same to npm. */
export const PEERS = { cdktf: "^0.21.0", constructs: ">=10.6.0 <10.8.0" } as const;

const require = createRequire(import.meta.url);

/**
 * Loads a library that the user's project brings along: the classes here must extend the very ones that the user's
 * stacks are made of.
 */
function load<Library>(name: keyof typeof PEERS, path: string = name): Library {
  try {
    return require(path);
  } catch (cause) {
    // Anything else, a missing dependency of the library included, is not ours to explain.
    if (!(cause instanceof Error && cause.message.startsWith(`Cannot find module '${path}'`))) throw cause;
    const wanted = Object.entries(PEERS).map(([peer, range]) => `"${peer}@${range}"`);
    const message = `bos-bucket-encryption needs the library ${name}, which is not installed. Run: npm install ${wanted.join(" ")}`;
    throw Object.assign(new Error(message, { cause }), { code: "peer-missing" });
  }
}

const constructs = load<typeof import("constructs")>("constructs");
const cdktf = load<typeof import("cdktf")>("cdktf");
const synthesizer = load<typeof import("cdktf/lib/synthesize/synthesizer.js")>(
  "cdktf",
  "cdktf/lib/synthesize/synthesizer.js",
);

export const { Construct } = constructs;
export type Construct = import("constructs").Construct;

export const { Annotations, ImportableResource, Token, Tokenization } = cdktf;
export type ImportableResource = import("cdktf").ImportableResource;

export const { ComplexList, ComplexObject } = cdktf;
export type ComplexList = import("cdktf").ComplexList;
export type ComplexObject = import("cdktf").ComplexObject;

export const { TerraformDataSource, TerraformElement, TerraformProvider, TerraformResource, TerraformStack } =
  cdktf;
export type TerraformDataSource = import("cdktf").TerraformDataSource;
export type TerraformProvider = import("cdktf").TerraformProvider;
export type TerraformResource = import("cdktf").TerraformResource;
export type TerraformStack = import("cdktf").TerraformStack;

export const { addCustomSynthesis } = synthesizer;
