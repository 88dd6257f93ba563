/**
 * The main job, told on this machine alone: a TypeScript construct becomes a Terraform plan, the plan an encrypted
 * bucket, a change behind Terraform's back shows up, an apply repairs it. Every step is checked; the exit code is 0
 * only if all of them held.
 */
import { startEmulator } from "bos-encryption/emulator";
import { chapters } from "./demo/chapters.ts";
import { createStage } from "./demo/stage.ts";
import { createTeller } from "./demo/teller.ts";
import { findTerraform, HOW_TO_GET_TERRAFORM } from "./demo/terraform.ts";

const teller = createTeller((text) => process.stdout.write(text), process.stdout.isTTY === true);
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
  teller.stop("interrupted");
});
try {
  await chapters(stage, teller);
  teller.end(performance.now() - startedMs);
} catch (error) {
  teller.stop(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  await stage.dispose();
  await emulator.close();
}
