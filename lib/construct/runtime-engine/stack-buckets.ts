import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { STACK_BUCKETS_FILE, type StackBucket } from "../../distribution/index.ts";
import { addCustomSynthesis, Construct, type TerraformStack } from "../cdk.ts";
import { claimsIn } from "../claims.ts";
import { onePerStack } from "../stack.ts";
import { stackFolder } from "../stack-folder.ts";

const ID = "bos-encryption-buckets";

/**
 * The path, as a provisioner writes it, of a file in the stack that says which construct sets which bucket. A destroy
 * knows its own resource only: a bucket that has gone from one construct to another would end unencrypted.
 */
export function stackBucketsPath(scope: Construct): string {
  onePerStack(scope, ID, (stack) => new StackBuckets(stack));
  return `\${path.module}/${STACK_BUCKETS_FILE}`;
}

class StackBuckets extends Construct {
  constructor(stack: TerraformStack) {
    super(stack, ID);
    addCustomSynthesis(this, {
      onSynthesize: (session) => {
        const file = join(stackFolder(stack, session), STACK_BUCKETS_FILE);
        writeFileSync(file, `${JSON.stringify(bucketsOf(stack), null, 2)}\n`);
      },
    });
  }
}

const bucketsOf = (stack: TerraformStack): readonly StackBucket[] =>
  claimsIn(stack)
    .filter(({ encryption }) => encryption.kind !== "disabled")
    .map(({ bucket, construct, endpoint }) => ({
      bucket,
      construct: construct.node.path,
      endpoint: endpoint(),
    }));
