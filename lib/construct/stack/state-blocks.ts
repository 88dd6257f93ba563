import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { addCustomSynthesis, type Construct, TerraformElement, TerraformStack } from "../cdk.ts";
import { onePerStack, stackFolder } from "./once-per-stack.ts";

/** A `removed` block: what becomes of something in the state that the code no longer has. */
export interface RemovedBlock {
  readonly from: string;
  readonly lifecycle: { readonly destroy: boolean };
  readonly provisioner?: readonly object[];
}

/** A `moved` block: what something in the state is called now. */
export interface MovedBlock {
  readonly from: string;
  readonly to: string;
}

const ID = "bos-bucket-encryption-state";
/** CDK's HCL output leaves out what it does not know; Terraform reads this file beside it. */
const FILE_BESIDE_HCL = "bos-bucket-encryption-state.tf.json";

/**
 * Blocks about the state, one such element for each stack. CDK has no construct for `removed`, and for `moved` across
 * types one that starts Terraform at synth.
 */
class StateBlocks extends TerraformElement {
  // Addresses are final only at synth.
  readonly removed: (() => RemovedBlock)[] = [];
  readonly moved: (() => MovedBlock)[] = [];

  constructor(stack: TerraformStack) {
    super(stack, ID);
    addCustomSynthesis(this, {
      onSynthesize: (session) => {
        const file = join(stackFolder(stack, session), FILE_BESIDE_HCL);
        const blocks = this.toTerraform();
        if (session.manifest.hclOutput && Object.keys(blocks).length > 0)
          writeFileSync(file, JSON.stringify(blocks, null, 2));
        else rmSync(file, { force: true });
      },
    });
  }

  override toTerraform() {
    return {
      ...(this.removed.length > 0 && { removed: this.removed.map((block) => block()) }),
      ...(this.moved.length > 0 && { moved: this.moved.map((block) => block()) }),
    };
  }
}

/** Sees to it that no block of an earlier synth stays in the folder of the scope's stack. */
export function forgetOldBlocks(scope: Construct): void {
  blocksOf(scope);
}

const blocksOf = (scope: Construct): StateBlocks => onePerStack(scope, ID, (stack) => new StateBlocks(stack));

/** Adds a `removed` block to the scope's stack; the block is asked for at synth. */
export function addRemoved(scope: Construct, block: () => RemovedBlock): void {
  blocksOf(scope).removed.push(block);
}

/** Adds a `moved` block to the scope's stack; the block is asked for at synth. */
export function addMoved(scope: Construct, block: () => MovedBlock): void {
  blocksOf(scope).moved.push(block);
}

/** The address of a resource that is, was or would be made at a construct's place. */
export const addressAt = (type: string, construct: Construct): string =>
  `${type}.${TerraformStack.of(construct).getLogicalId(construct.node)}`;
