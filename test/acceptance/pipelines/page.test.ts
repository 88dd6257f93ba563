// docs/pipelines.md: what can be copied from there, and what it says that Terraform says.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { examples, root } from "../../docs/pages.ts";
import { start } from "../../support/process.ts";
import { createWorkspace } from "../support/terraform.ts";
import { folder, read } from "./support/jobs.ts";

const PAGE = "docs/pipelines.md";

test("what the page shows stands in the examples", () => {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    /\.ya?ml$/.test(name),
  );
  const blocks = examples(PAGE, "yaml");
  expect(blocks.length).toBeGreaterThan(4);
  const texts = files.map(read);
  expect(blocks.filter((block) => !texts.some((text) => text.includes(block)))).toEqual([]);
});

test("its .gitignore files keep out what a job makes, and nothing else", () => {
  const [hcl = "", cdk = ""] = examples(PAGE, "gitignore");
  const stack = "cdktf.out/stacks/storage";
  const ignored = (rules: string, paths: readonly string[]) => {
    const cwd = mkdtempSync(join(tmpdir(), "gitignore-"));
    onTestFinished(() => rmSync(cwd, { recursive: true }));
    writeFileSync(join(cwd, ".gitignore"), rules);
    execFileSync("git", ["init", "--quiet", cwd]);
    const kept = execFileSync("git", ["check-ignore", "--non-matching", "--verbose", ...paths], { cwd });
    // A line that begins without a file matches no rule; one whose rule begins with "!" is kept, too.
    const lines = kept.toString().trimEnd().split("\n");
    return paths.filter((_, index) => !/^(::|[^\t]*:!)/.test(lines[index] ?? ""));
  };
  const made = [
    "terraform.d/plugins/x",
    ".terraform/x",
    "tfplan",
    "plan.tgz",
    "terraform.tfstate",
    "node_modules/x",
  ];
  expect(ignored(hcl, [...made, "main.tf", "package-lock.json", ".terraform.lock.hcl"])).toEqual(made);
  const inStack = [
    `${stack}/cdk.tf.json`,
    `${stack}/terraform.d/x`,
    `${stack}/.terraform/x`,
    "cdktf.out/manifest.json",
  ];
  expect(ignored(cdk, [...inStack, `${stack}/.terraform.lock.hcl`, "main.ts"])).toEqual(inStack);
});

test("Terraform says of lock files what the page quotes", async () => {
  const said = examples(PAGE, "text").map((text) => text.replace(/\s+/g, " ").trim());
  const [incomplete, complete, gone = ""] = said;
  const [lock = "", upgrade = ""] = examples(PAGE, "sh");
  const [main = ""] = examples("README.md", "hcl");
  await using workspace = await createWorkspace({ provider: "absent", files: { "main.tf": main } });
  const sh = (lines: string) =>
    start("bash", ["-e", "-c", lines], { cwd: workspace.folder, env: workspace.env }).result;

  await sh(`${join(root, "dist/bos-encryption")} provider install`);
  expect((await workspace.init()).text).toContain(incomplete);
  const locked = await sh(lock);
  expect(locked.text).toContain(complete);

  // The bot's version in the place of the one before; npm's part of it is that of the jobs.
  const versions = join(workspace.folder, "terraform.d/plugins/terraform.local/bos-encryption/bos");
  const [before = ""] = readdirSync(versions);
  renameSync(join(versions, before), join(versions, "9.9.9"));
  rmSync(join(workspace.folder, ".terraform"), { recursive: true });
  const stopped = await workspace.run(["init", "-input=false"]);
  expect(stopped.code).toBe(1);
  expect(stopped.text).toContain(gone.replace("0.1.0", before));
  const [last = ""] = upgrade.trim().split("\n").slice(-1);
  expect(await sh(last)).toMatchObject({ code: 0 });
  expect((await workspace.init()).text).toContain(
    "Using previously-installed terraform.local/bos-encryption/bos v9.9.9",
  );
});
