import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { findRuntime } from "../../../packaging/index.ts";
import { STACK_BUCKETS_FILE, type StackBucket } from "../../../runtime-contract.ts";
import { addCustomSynthesis, Construct, TerraformAsset, type TerraformStack } from "../../cdk.ts";
import { builtFolder } from "../../package-folder.ts";
import { ownersIn } from "../../stack/bucket-owners.ts";
import { onePerStack, stackFolder } from "../../stack/once-per-stack.ts";
import { guardSecrets } from "../../stack/secret-guard.ts";

const RUNTIME_ID = "bos-encryption-runtime";

/**
 * The runtime's path as a provisioner writes it: copied into the stack, once for each, and found from wherever the
 * stack lies. The path holds a hash of the file; nothing that replaces a resource does.
 */
export function runtimePath(scope: Construct): string {
  guardSecrets(scope);
  const { path } = onePerStack(
    scope,
    RUNTIME_ID,
    (stack) => new TerraformAsset(stack, RUNTIME_ID, { path: findRuntime(builtFolder()) }),
  );
  return `\${path.module}/${path}`;
}

const BUCKETS_ID = "bos-encryption-buckets";

/**
 * The path, as a provisioner writes it, of a file in the stack that says which construct sets which bucket. A destroy
 * knows its own resource only: a bucket that has gone from one construct to another would end unencrypted.
 */
export function stackBucketsPath(scope: Construct): string {
  onePerStack(scope, BUCKETS_ID, (stack) => new StackBuckets(stack));
  return `\${path.module}/${STACK_BUCKETS_FILE}`;
}

class StackBuckets extends Construct {
  constructor(stack: TerraformStack) {
    super(stack, BUCKETS_ID);
    addCustomSynthesis(this, {
      onSynthesize: (session) => {
        const file = join(stackFolder(stack, session), STACK_BUCKETS_FILE);
        writeFileSync(file, `${JSON.stringify(bucketsOf(stack), null, 2)}\n`);
      },
    });
  }
}

const bucketsOf = (stack: TerraformStack): readonly StackBucket[] =>
  ownersIn(stack)
    .filter(({ encryption }) => encryption.kind !== "disabled")
    .map(({ bucket, construct, endpoint }) => ({
      bucket,
      construct: construct.node.path,
      endpoint: endpoint(),
    }));
