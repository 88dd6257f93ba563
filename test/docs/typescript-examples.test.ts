import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
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

/** Loads each example in a folder of its own for its output, and says of which it failed: a CDK takes half a second to load. */
const RUNNER = `
const failures = {};
for (const [file, outdir] of JSON.parse(process.argv[2])) {
  process.env.CDKTF_OUTDIR = outdir;
  try {
    await import(file);
  } catch (error) {
    failures[file] = error.stack;
  }
}
console.log(JSON.stringify(failures));
`;

let folder: string;
let out: string;
let failures: Readonly<Record<string, string>>;
const fileOf = (index: number) => join(folder, `example-${index}.ts`);
const outputOf = (index: number) => join(out, String(index));

beforeAll(async () => {
  // Inside the package, so that its name resolves as it does for a user.
  folder = mkdtempSync(join(root, ".docs-"));
  out = mkdtempSync(join(tmpdir(), "docs-"));
  writeFileSync(join(folder, "runner.mjs"), RUNNER);
  const examples = rows.map(({ code }, index) => {
    writeFileSync(fileOf(index), code.includes("import ") ? code : inAStack(code));
    return [fileOf(index), outputOf(index)];
  });
  const args = ["--no-warnings", join(folder, "runner.mjs"), JSON.stringify(examples)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: out });
  failures = JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
});
afterAll(() => {
  for (const made of [folder, out]) rmSync(made, { recursive: true });
});

test("there are examples", () => {
  expect(rows.length).toBeGreaterThanOrEqual(5);
});

test.each(rows.map((row, index) => ({ ...row, index })))(
  "$name synthesises a stack with $holds",
  ({ index, holds }) => {
    expect(failures[fileOf(index)]).toBeUndefined();
    const { stacks } = readJson(join(outputOf(index), "manifest.json"));
    const [stack] = Object.values(stacks as Record<string, { synthesizedStackPath: string }>);
    const { resource, removed } = readJson(join(outputOf(index), stack?.synthesizedStackPath ?? ""));
    expect(Object.keys({ ...resource, ...(removed && { removed }) })).toContain(holds);
  },
);

const readJson = (path: string) => JSON.parse(readFileSync(path, "utf8"));
