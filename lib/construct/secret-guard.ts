import { PROVIDER_TYPE } from "../distribution/index.ts";
import { addCustomSynthesis, Construct, TerraformElement, type TerraformStack } from "./cdk.ts";
import { onePerStack, providersOf } from "./stack.ts";
import { secretsIn } from "./written-secrets.ts";

const ID = "bos-encryption-secrets";

/** Looks at what a stack is about to write: see `secretsIn`. One for each stack. */
class SecretGuard extends Construct {
  constructor(stack: TerraformStack) {
    super(stack, ID);
    const findings = () => (mayHoldSecrets(stack) ? secretsIn(stack.toTerraform()) : []);
    stack.node.addValidation({ validate: findings });
    addCustomSynthesis(this, {
      onSynthesize: ({ skipValidation }) => {
        // Whoever skips the validation still writes no secret.
        const found = skipValidation ? findings() : [];
        if (found.length > 0) throw new Error(`[${stack.node.path}] ${found.join("\n  ")}`);
      },
    });
  }
}

/**
 * Whether there is anything that the validation of properties has not seen: a provider block, whose tokens may lead to a
 * default, or an override. To write out a stack of a thousand buckets takes as long as all else. CDK hides a stack's own
 * overrides: were that property to go, every stack would be looked at (read in cdktf 0.21 and cdktn 0.24).
 */
function mayHoldSecrets(stack: TerraformStack): boolean {
  const { rawOverrides } = stack as unknown as { readonly rawOverrides?: object };
  return (
    rawOverrides === undefined ||
    Object.keys(rawOverrides).length > 0 ||
    providersOf(stack).some(({ terraformResourceType }) => terraformResourceType === PROVIDER_TYPE) ||
    stack.node
      .findAll()
      .some((one) => TerraformElement.isTerraformElement(one) && "overrides" in one.toMetadata())
  );
}

/** Sees to it that the scope's stack is not synthesised with a secret in what is ours, overrides included. */
export function guardSecrets(scope: Construct): void {
  onePerStack(scope, ID, (stack) => new SecretGuard(stack));
}
