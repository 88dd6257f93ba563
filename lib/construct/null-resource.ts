import {
  type Construct,
  makeNullResource,
  type NullResourceConfig,
  TerraformProvider,
  type TerraformResource,
  TerraformStack,
} from "./cdk.ts";
import { onePerStack, providersOf } from "./stack.ts";

/** The provider's name in Terraform. */
const PROVIDER = "null";
const ID = "terraform-provider-null";
const REQUIREMENT = { source: "hashicorp/null", version: "~> 3.2" };

/**
 * What a stack needs that has null resources: CDK's validation looks for a provider construct, Terraform only for the
 * entry in `required_providers`. So there is never a block, which would clash with one of the user's, and where the
 * user has one, in whatever order things are made, its entry counts.
 */
class NullProviderRequirement extends TerraformProvider {
  constructor(stack: TerraformStack) {
    super(stack, ID, {
      terraformResourceType: PROVIDER,
      terraformProviderSource: REQUIREMENT.source,
      terraformGeneratorMetadata: { providerName: PROVIDER },
    });
  }

  override toTerraform() {
    const others = providersOf(TerraformStack.of(this)).filter(
      (other) => other !== this && other.terraformResourceType === PROVIDER,
    );
    return others.length > 0 ? {} : { terraform: { required_providers: { [PROVIDER]: REQUIREMENT } } };
  }

  override toHclTerraform() {
    return this.toTerraform();
  }
}

/**
 * Makes a `null_resource`, and sees to it that its stack asks for the null provider.
 *
 * A provisioner's text that begins like JSON has to be an expression (`${jsonencode(…)}`): CDK's HCL output takes it for
 * an object otherwise (read in `lib/hcl/render.js` of cdktf 0.21.0 and cdktn 0.24.0).
 *
 * @throws Error with the code `peer-missing`, with CDK for Terraform and no `@cdktf/provider-null`
 */
export function nullResource(scope: Construct, id: string, config: NullResourceConfig): TerraformResource {
  const resource = makeNullResource(scope, id, config);
  onePerStack(scope, ID, (stack) => new NullProviderRequirement(stack));
  return resource;
}
