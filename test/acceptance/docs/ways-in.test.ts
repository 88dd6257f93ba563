// From an empty folder to an encrypted bucket, with what the pages say to type.
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { newProject } from "../../construct/support/project.ts";
import { examples } from "../../docs/pages.ts";
import { start } from "../../support/process.ts";
import { cutOff } from "../support/terraform.ts";

const WAYS = [
  { page: "README.md", language: "hcl", file: "main.tf", starts: "npx bos-encryption provider install" },
  { page: "README.md", language: "ts", file: "main.ts", starts: "node main.ts" },
  { page: "docs/construct.md", language: "ts", file: "main.ts", starts: "node main.ts" },
];

test.each(WAYS)("$page leads to an applied bucket from $file", async ({ page, language, file, starts }) => {
  const code = examples(page, language).find((text) => /required_providers|app\.synth/.test(text)) ?? "";
  const lines = examples(page, "sh").find((text) => text.includes(`\n${starts}\n`)) ?? "";
  // The packages are links already; a registry would have to hold them.
  const typed = lines.split("\n").filter((line) => !line.startsWith("npm "));
  expect(typed.length).toBeGreaterThan(2);

  const project = newProject(language === "ts" ? ["constructs", "cdktf"] : []);
  mkdirSync(join(project, "node_modules/.bin"));
  symlinkSync("../bos-encryption/dist/bos-encryption", join(project, "node_modules/.bin/bos-encryption"));
  writeFileSync(join(project, file), code);
  writeFileSync(join(project, "terraformrc"), "");
  const env = {
    ...cutOff(project),
    // In the place of the "yes" that Terraform asks for.
    TF_CLI_ARGS_apply: "-auto-approve",
    npm_config_offline: "true",
  };
  const { code: exitCode, text } = await start("bash", ["-e", "-c", typed.join("\n")], { cwd: project, env })
    .result;
  expect(text).toMatch(/Apply complete! Resources: [13] added, 0 changed, 0 destroyed/);
  expect(exitCode).toBe(0);
});
