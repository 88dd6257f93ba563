import { rmSync } from "node:fs";
import { TerraformStack, Testing } from "cdktf";
import { onTestFinished } from "vitest";

/** A stack `prod` in an app of its own, whose output folder goes with the test. */
export function newStack(): TerraformStack {
  return new TerraformStack(newApp(), "prod");
}

export function newApp() {
  const app = Testing.app();
  onTestFinished(() => rmSync(app.outdir, { recursive: true, force: true }));
  return app;
}

interface Configuration {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly provider?: Readonly<Record<string, readonly unknown[]>>;
  readonly terraform?: { readonly required_providers?: unknown };
  readonly import?: readonly unknown[];
}

/** What is written into `cdk.tf.json`, without CDK's own notes. */
export const configurationOf = (stack: TerraformStack): Configuration =>
  JSON.parse(Testing.synth(stack)) as Configuration;

/** What validation at synth says, one line each; none when all is well. */
export const issuesOf = (stack: TerraformStack): string[] => linesOf(() => stack.runAllValidations());

/** What CDK refuses a synth for, one line each; none when it does not. */
export function linesOf(synth: () => void): string[] {
  try {
    synth();
    return [];
  } catch (error) {
    const lines = (error instanceof Error ? error.message : String(error)).split("\n");
    // The first line and the last ones are CDK's.
    return lines.filter((line) => /^ {2}\S/.test(line)).map((line) => line.trim());
  }
}

/** An expression of Terraform, as it stands in the configuration. */
export const ref = (expression: string): string => `\${${expression}}`;
