// CDK Terrain. cdktf.ts has the same exports, and stands in this file's place in the build for CDK for Terraform.
import type * as Cdk from "cdktn";
import type { Construct } from "constructs";
import { loadCdk } from "./load.ts";

export type { Cdk };

/** What this entry of the package works with; package.json says the same to npm. */
export const PEERS = {
  wantedBy: "bos-encryption/cdktn",
  versions: { cdktn: "^0.24.0", constructs: ">=10.6.0 <10.8.0" },
  instead: 'With CDK for Terraform (cdktf), import "bos-encryption"',
} as const;

export const { constructs, cdk, synthesizer } = loadCdk<
  typeof import("cdktn"),
  typeof import("cdktn/lib/synthesize/synthesizer.js")
>(PEERS, "cdktn");

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
