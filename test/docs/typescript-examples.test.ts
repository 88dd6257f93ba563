import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { examples, root } from "./pages.ts";

/** What an example of a page is synthesised to, where that is not the provider's resource: by its place on the page. */
const OTHERS: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  "docs/engines.md": { 2: "null_resource", 3: "terraform_data", 4: "removed" },
};

const rows = ["README.md", "docs/construct.md", "docs/engines.md", "docs/policy.md"].flatMap((name) =>
  examples(name, "ts").map((code, index) => ({
    name: `${name}, example ${index + 1}`,
    code,
    holds: OTHERS[name]?.[index + 1] ?? "bos_bucket_encryption",
  })),
);

/** A line that is shown alone is what stands in a stack of the user's. */
const inAStack = (line: string) => `import { App, TerraformStack } from "cdktf";
import { BosBucketEncryption, Encryption } from "bos-encryption";
class Storage extends TerraformStack {
  constructor(app: App) {
    super(app, "storage");
    ${line}
  }
}
const app = new App();
new Storage(app);
app.synth();
`;

test("there are examples", () => {
  expect(rows.length).toBeGreaterThanOrEqual(5);
});

test.each(rows)("$name synthesises a stack with $holds", async ({ code, holds }) => {
  // Inside the package, so that its name resolves as it does for a user.
  const folder = mkdtempSync(join(root, ".docs-"));
  const out = mkdtempSync(join(tmpdir(), "docs-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
    rmSync(out, { recursive: true });
  });
  const file = join(folder, "example.ts");
  writeFileSync(file, code.includes("import ") ? code : inAStack(code));
  await promisify(execFile)(process.execPath, ["--no-warnings", file], {
    cwd: out,
    env: { ...process.env, CDKTF_OUTDIR: out },
  });
  const manifest = await import(join(out, "manifest.json"), { with: { type: "json" } });
  const [stack] = Object.values(manifest.default.stacks as Record<string, { synthesizedStackPath: string }>);
  const path = join(out, stack?.synthesizedStackPath ?? "");
  expect(existsSync(path)).toBe(true);
  const synthesised = await import(path, { with: { type: "json" } });
  const { resource, removed } = synthesised.default;
  expect(Object.keys({ ...resource, ...(removed && { removed }) })).toContain(holds);
});
