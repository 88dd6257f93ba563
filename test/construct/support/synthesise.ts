import { App, LocalBackend, TerraformStack } from "cdktf";
import { onTestFinished, vi } from "vitest";

/** Synthesises a stack `prod` as HCL or as JSON, into a folder that may have been written before. */
export function synthesise(outdir: string, isHcl: boolean, define: (stack: TerraformStack) => void): void {
  // An app's own option is not enough: the stack looks for the variable (cdktf 0.21.0, cdktn 0.24.0).
  vi.stubEnv("SYNTH_HCL_OUTPUT", isHcl ? "true" : undefined);
  onTestFinished(() => void vi.unstubAllEnvs());
  const app = new App({ outdir });
  const stack = new TerraformStack(app, "prod");
  new LocalBackend(stack, { path: "terraform.tfstate" });
  define(stack);
  app.synth();
}
