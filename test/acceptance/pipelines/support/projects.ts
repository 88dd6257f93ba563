// The repositories that the pipelines are for: one bucket, and a state that every job finds.
import { join } from "node:path";
import { examples } from "../../../docs/pages.ts";

const OFF = { hcl: "enabled = false", cdk: "Encryption.disabled()" };

/** The example of the README, with a backend. */
export function hclFiles(shared: string, { off = false } = {}): Readonly<Record<string, string>> {
  const [main = ""] = examples("README.md", "hcl");
  return {
    "main.tf": off ? main.replace(/sse_algorithm = .*/, OFF.hcl) : main,
    "backend.tf": `terraform {\n  backend "local" {\n    path = "${join(shared, "terraform.tfstate")}"\n  }\n}\n`,
  };
}

/** The example of the README, with a backend. */
export function cdkFiles(shared: string): Readonly<Record<string, string>> {
  const main = examples("README.md", "ts").find((code) => code.includes("app.synth()")) ?? "";
  const backend = `new LocalBackend(stack, { path: "${join(shared, "terraform.tfstate")}" });\napp.synth();`;
  return {
    "main.ts": main.replace("{ App,", "{ App, LocalBackend,").replace("app.synth();", backend),
  };
}
