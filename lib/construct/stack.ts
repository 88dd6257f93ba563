import { type Construct, TerraformStack } from "./cdk.ts";

/** What the scope's stack has one of: the child of that id, or a new one. */
export function onePerStack<T extends Construct>(
  scope: Construct,
  id: string,
  make: (stack: TerraformStack) => T,
): T {
  const stack = TerraformStack.of(scope);
  return (stack.node.tryFindChild(id) as T | undefined) ?? make(stack);
}

/** The provider blocks of a stack; one below it has provider blocks of its own. */
export const providersOf = (stack: TerraformStack) =>
  stack.allProviders().filter((provider) => TerraformStack.of(provider) === stack);
