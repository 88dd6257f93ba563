/**
 * The main job, told on this machine alone: a TypeScript construct becomes a Terraform plan, the plan an encrypted
 * bucket; a change behind Terraform's back shows up, and an apply repairs it; a KMS key is made, and cannot be given up
 * by mistake. Every step is checked; the exit code is 0 only if all of them held.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { startEmulator } from "bos-encryption/emulator";
import { createOutput } from "./demo/output.ts";
import { createStage } from "./demo/stage.ts";
import { runSteps } from "./demo/steps.ts";
import { findTerraform, HOW_TO_GET_TERRAFORM } from "./demo/terraform.ts";

const root = join(import.meta.dirname, "..");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
/** Nothing is published so far: the package comes from this checkout. */
const NEXT = [
  "Next: pack it here, and install it in a project of your own.",
  "  npm pack",
  "  cd <your project>",
  `  npm install "${join(root, `bos-encryption-${version}.tgz`)}"`,
  "With CDK for Terraform or CDK Terrain, write the code of step 2 into your stack (docs/construct.md).",
  "With plain Terraform, run `npx bos-encryption provider install`, then see docs/provider.md.",
];

const output = createOutput((text) => process.stdout.write(text), process.stdout.isTTY === true);
const program = findTerraform(process.env["PATH"] ?? "");
if (program === undefined) {
  process.stderr.write(HOW_TO_GET_TERRAFORM);
  process.exit(1);
}

const startedMs = performance.now();
const emulator = await startEmulator({ buckets: ["acme-logs"] });
const stage = createStage(program, emulator);
// Terraform gets the Ctrl-C of the terminal as well; what is left to do here is to tidy up.
process.once("SIGINT", () => {
  output.stop("interrupted");
});
try {
  await runSteps(stage, output);
  output.end(performance.now() - startedMs, NEXT);
} catch (error) {
  output.stop(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  await stage.dispose();
  await emulator.close();
}
