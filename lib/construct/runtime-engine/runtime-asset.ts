import { existsSync } from "node:fs";
import { join } from "node:path";
import { RUNTIME_FILE } from "../../distribution/index.ts";
import { type Construct, TerraformAsset } from "../cdk.ts";
import { builtFolder } from "../package-folder.ts";
import { onePerStack } from "../stack.ts";

const ID = "bos-encryption-runtime";

/**
 * The runtime's path as a provisioner writes it: copied into the stack, once for each, and found from wherever the
 * stack lies. The path holds a hash of the file; nothing that replaces a resource does.
 */
export function runtimePath(scope: Construct): string {
  const { path } = onePerStack(scope, ID, (stack) => new TerraformAsset(stack, ID, { path: builtRuntime() }));
  return `\${path.module}/${path}`;
}

function builtRuntime(): string {
  const path = join(builtFolder(), RUNTIME_FILE);
  if (existsSync(path)) return path;
  throw new Error(
    `There is no built runtime at ${path}. Install the package bos-bucket-encryption again; in a checkout of its repository, run "npm run build". ` +
      "A bundler that copies this code elsewhere must leave the package out (mark it as external).",
  );
}
