import {
  type Build,
  installProvider,
  type Machine,
  NO_WINDOWS,
  PROVIDER_SOURCE,
  PROVIDER_TYPE,
  platformOf,
  platformsFor,
  pluginsFolderBelow,
  readBuild,
} from "../../packaging/index.ts";
import {
  Annotations,
  addCustomSynthesis,
  type Construct,
  makeNullResource,
  type NullResourceConfig,
  TerraformElement,
  TerraformProvider,
  type TerraformResource,
  TerraformStack,
} from "../cdk.ts";
import { builtFolder } from "../package-folder.ts";
import { onePerStack, providersOf, stackFolder } from "./once-per-stack.ts";
import { guardSecrets } from "./secret-guard.ts";

const ID = "terraform-provider-bos";

/**
 * What a stack needs that uses the provider: the entry in `required_providers` with the exact version, and the
 * provider itself in the stack's output folder, where `terraform init` finds it. One for each stack. Without the entry
 * Terraform asks for the provider only while a state holds something of it.
 *
 * A stack without a `BosProvider` gets no provider block: Terraform then takes the settings from the environment.
 */
class ProviderRequirement extends TerraformElement {
  readonly build: Build;
  isRequired = false;

  constructor(stack: TerraformStack, machine: Machine) {
    super(stack, ID);
    this.build = readBuild(builtFolder());
    addCustomSynthesis(this, {
      onSynthesize: (session) => {
        if (platformOf(machine) === undefined) Annotations.of(this).addWarning(NO_WINDOWS);
        const plugins = pluginsFolderBelow(stackFolder(stack, session));
        installProvider(this.build, plugins, platformsFor(machine));
      },
    });
  }

  override toTerraform() {
    if (!this.isRequired) return {};
    const requirement = { source: PROVIDER_SOURCE, version: this.build.version };
    return { terraform: { required_providers: { [PROVIDER_TYPE]: requirement } } };
  }

  override toHclTerraform() {
    return this.toTerraform();
  }
}

/**
 * Makes sure that the scope's stack has what it needs to use the provider.
 *
 * @param machine where the stack is synthesised, and Terraform is expected to run beside the common platforms
 */
export function requireProvider(scope: Construct, machine: Machine = process): { readonly version: string } {
  const requirement = requirementOf(scope, machine);
  requirement.isRequired = true;
  return requirement.build;
}

/** Makes sure that the scope's stack can let go of what a state still holds of the provider, and asks for nothing else. */
export function keepProvider(scope: Construct, machine: Machine = process): void {
  requirementOf(scope, machine);
}

function requirementOf(scope: Construct, machine: Machine): ProviderRequirement {
  guardSecrets(scope);
  return onePerStack(scope, ID, (stack) => new ProviderRequirement(stack, machine));
}

/** The provider's name in Terraform. */
const PROVIDER = "null";
const NULL_ID = "terraform-provider-null";
const REQUIREMENT = { source: "hashicorp/null", version: "~> 3.2" };

/**
 * What a stack needs that has null resources: CDK's validation looks for a provider construct, Terraform only for the
 * entry in `required_providers`. So there is never a block, which would clash with one of the user's, and where the
 * user has one, in whatever order things are made, its entry counts.
 */
class NullProviderRequirement extends TerraformProvider {
  constructor(stack: TerraformStack) {
    super(stack, NULL_ID, {
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
  onePerStack(scope, NULL_ID, (stack) => new NullProviderRequirement(stack));
  return resource;
}
