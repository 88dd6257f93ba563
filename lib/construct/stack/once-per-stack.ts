import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type addCustomSynthesis, type Construct, TerraformStack } from "../cdk.ts";

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

type Session = Parameters<Parameters<typeof addCustomSynthesis>[1]["onSynthesize"]>[0];

/**
 * The folder that a stack is written into. It is made if need be: CDK writes what lies in a stack within a stack along
 * with the outer one, before there is a folder for the inner one (cdktf 0.21.0).
 */
export function stackFolder(stack: TerraformStack, { outdir, manifest }: Session): string {
  const folder = join(outdir, manifest.forStack(stack).workingDirectory);
  mkdirSync(folder, { recursive: true });
  return folder;
}
