// CDK Terrain. cdktf.ts has the same exports, and stands in this file's place in the build for CDK for Terraform.
import { createRequire } from "node:module";
import type * as Cdk from "cdktn";
import type { Construct } from "constructs";
import { explainMissing } from "./load.ts";

export type { Cdk };

const require = createRequire(import.meta.url);

/** What this entry of the package works with: of constructs what CDK Terrain 0.24 itself takes. */
export const PEERS = {
  wantedBy: "bos-encryption/cdktn",
  versions: { cdktn: "^0.24.0", constructs: ">=10.6.0 <10.8.0" },
  instead: 'With CDK for Terraform (cdktf), import "bos-encryption"',
} as const;

export const { constructs, cdk, synthesizer } = load();

function load() {
  try {
    return {
      // First, because the CDK library needs it too, and would complain in words of its own.
      constructs: require("constructs") as typeof import("constructs"),
      cdk: require("cdktn") as typeof import("cdktn"),
      synthesizer:
        require("cdktn/lib/synthesize/synthesizer.js") as typeof import("cdktn/lib/synthesize/synthesizer.js"),
    };
  } catch (cause) {
    throw explainMissing(PEERS, cause);
  }
}

/** What a `null_resource` is made of: another value of a trigger replaces it. */
export interface NullResourceConfig extends Cdk.TerraformMetaArguments {
  readonly triggers?: Readonly<Record<string, string>>;
}

/** There is no prebuilt null provider for CDK Terrain: this is its resource, written by hand. */
class NullResource extends cdk.TerraformResource {
  readonly #triggers: NullResourceConfig["triggers"];

  constructor(scope: Construct, id: string, { triggers, ...meta }: NullResourceConfig) {
    super(scope, id, {
      ...meta,
      terraformResourceType: "null_resource",
      // By this name CDK's own validation asks for a provider, as it does for a prebuilt resource.
      terraformGeneratorMetadata: { providerName: "null" },
    });
    this.#triggers = triggers;
  }

  protected override synthesizeAttributes() {
    return { triggers: this.#triggers };
  }

  protected override synthesizeHclAttributes() {
    return {
      ...(this.#triggers !== undefined && {
        triggers: { value: this.#triggers, isBlock: false, type: "map", storageClassType: "stringMap" },
      }),
    };
  }
}

/** Makes a `null_resource`. */
export function makeNullResource(
  scope: Construct,
  id: string,
  config: NullResourceConfig,
): Cdk.TerraformResource {
  return new NullResource(scope, id, config);
}
