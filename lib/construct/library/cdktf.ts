// CDK for Terraform. cdktn.ts has the same exports, and takes this file's place in the build for CDK Terrain.
import { createRequire } from "node:module";
import type * as Cdk from "cdktf";
import type { Construct } from "constructs";
import { explainMissing } from "./load.ts";

export type { Cdk };

const require = createRequire(import.meta.url);

/** What this entry of the package works with; package.json says the same to npm. */
export const PEERS = {
  wantedBy: "bos-encryption",
  versions: { cdktf: "^0.21.0", constructs: "^10.6.0" },
  instead: 'With CDK Terrain (cdktn), import "bos-encryption/cdktn"',
} as const;

/** What null resources need besides. */
export const NULL_PEERS = {
  wantedBy: "Engine.nullResource()",
  versions: { "@cdktf/provider-null": "^11.0.0" },
  instead: "Engine.terraformData() does the same without it",
} as const;

export const { constructs, cdk, synthesizer } = load();

function load() {
  try {
    return {
      // First, because the CDK library needs it too, and would complain in words of its own.
      constructs: require("constructs") as typeof import("constructs"),
      cdk: require("cdktf") as typeof import("cdktf"),
      synthesizer:
        require("cdktf/lib/synthesize/synthesizer.js") as typeof import("cdktf/lib/synthesize/synthesizer.js"),
    };
  } catch (cause) {
    throw explainMissing(PEERS, cause);
  }
}

/** What a `null_resource` is made of: another value of a trigger replaces it. */
export interface NullResourceConfig extends Cdk.TerraformMetaArguments {
  readonly triggers?: Readonly<Record<string, string>>;
}

/**
 * Makes a `null_resource` of the prebuilt provider, which is loaded here so that only those install it who use it.
 *
 * @throws Error with the code `peer-missing`
 */
export function makeNullResource(
  scope: Construct,
  id: string,
  config: NullResourceConfig,
): Cdk.TerraformResource {
  return new (nullResource())(scope, id, config);
}

function nullResource() {
  try {
    const module: typeof import("@cdktf/provider-null/lib/resource/index.js") = require("@cdktf/provider-null/lib/resource");
    return module.Resource;
  } catch (cause) {
    throw explainMissing(NULL_PEERS, cause);
  }
}
