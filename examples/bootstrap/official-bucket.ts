import { TerraformResource, TerraformStack } from "cdktf";
import type { Construct } from "constructs";

/**
 * The official provider's `baiducloud_bos_bucket`, as far as this example needs it. In a project of your own, let
 * `cdktf get` write the whole class.
 */
export class OfficialBucket extends TerraformResource {
  readonly #name: string;

  constructor(scope: Construct, id: string, name: string) {
    super(scope, id, { terraformResourceType: "baiducloud_bos_bucket" });
    this.#name = name;
    TerraformStack.of(this).addOverride("terraform.required_providers.baiducloud", {
      source: "baiducloud/baiducloud",
      version: "~> 1.23",
    });
  }

  /** Token: the bucket's name. Whoever uses it waits until the bucket is there. */
  get bucket(): string {
    return this.getStringAttribute("bucket");
  }

  protected override synthesizeAttributes() {
    // No server_side_encryption_rule: there is one place that says how a bucket encrypts.
    return { bucket: this.#name };
  }
}
