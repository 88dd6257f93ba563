import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { addCustomSynthesis, TerraformStack } from "./cdk.ts";

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
