import { findRuntime } from "../../distribution/index.ts";
import { type Construct, TerraformAsset } from "../cdk.ts";
import { builtFolder } from "../package-folder.ts";
import { guardSecrets } from "../secret-guard.ts";
import { onePerStack } from "../stack.ts";

const ID = "bos-encryption-runtime";

/**
 * The runtime's path as a provisioner writes it: copied into the stack, once for each, and found from wherever the
 * stack lies. The path holds a hash of the file; nothing that replaces a resource does.
 */
export function runtimePath(scope: Construct): string {
  guardSecrets(scope);
  const { path } = onePerStack(
    scope,
    ID,
    (stack) => new TerraformAsset(stack, ID, { path: findRuntime(builtFolder()) }),
  );
  return `\${path.module}/${path}`;
}
