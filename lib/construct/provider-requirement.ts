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
} from "../distribution/index.ts";
import {
  Annotations,
  addCustomSynthesis,
  type Construct,
  TerraformElement,
  type TerraformStack,
} from "./cdk.ts";
import { builtFolder } from "./package-folder.ts";
import { guardSecrets } from "./secret-guard.ts";
import { onePerStack } from "./stack.ts";
import { stackFolder } from "./stack-folder.ts";

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
