// The entries of the package as it is built: however a user's tools load them, there is one set of objects.
import { copyFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { newProject } from "../construct/support/project.ts";
import { start } from "../support/process.ts";

const env = { PATH: process.env["PATH"] ?? "" };
const LIBRARIES = [
  { entry: "bos-encryption", library: "cdktf" },
  { entry: "bos-encryption/cdktn", library: "cdktn" },
];

async function node(project: string, ...args: readonly string[]): Promise<string> {
  const { stdout, stderr } = await start(process.execPath, args, { cwd: project, env }).result;
  return `${stdout}${stderr}`;
}

test.each([...LIBRARIES, { entry: "bos-encryption/emulator", library: undefined }])(
  "$entry gives the same objects to import and to require",
  async ({ entry, library }) => {
    const project = newProject(library === undefined ? [] : ["constructs", library]);
    const code = `
      import * as imported from "${entry}";
      import { createRequire } from "node:module";
      const required = createRequire(import.meta.url)("${entry}");
      const names = Object.keys(required).sort();
      console.log(names.length > 0, names.every((name) => imported[name] === required[name]));
      console.log(JSON.stringify(Object.keys(imported).sort()) === JSON.stringify(names));
    `;
    expect(await node(project, "--input-type=module", "--eval", code)).toBe("true true\ntrue\n");
  },
);

test.each(LIBRARIES)(
  "two constructs of $entry for one bucket are found, also when one was imported and one required",
  async ({ entry, library }) => {
    const project = newProject(["constructs", library]);
    const code = `
      import { BosBucketEncryption, Encryption } from "${entry}";
      import { createRequire } from "node:module";
      const require = createRequire(import.meta.url);
      const other = require("${entry}");
      const { App, TerraformStack } = require("${library}");
      const app = new App({ outdir: "out" });
      const stack = new TerraformStack(app, "prod");
      new BosBucketEncryption(stack, "one", { bucket: "acme-logs", encryption: Encryption.bosManaged() });
      new other.BosBucketEncryption(stack, "two", { bucket: "acme-logs", encryption: other.Encryption.disabled() });
      app.synth();
    `;
    expect(await node(project, "--input-type=module", "--eval", code)).toContain(
      "Validation failed with the following errors",
    );
  },
);

const APP = ({ entry, library }: { readonly entry: string; readonly library: string }) => `
import { App, TerraformStack } from "${library}";
import { BosBucketEncryption } from "${entry}";

const app = new App({ outdir: "out" });
new BosBucketEncryption(new TerraformStack(app, "prod"), "logs", { bucket: "acme-logs" });
app.synth();
console.log(require("node:fs").readdirSync("out/stacks/prod").sort().join(" "));
`;

test.each(LIBRARIES)(
  "an app with $entry that esbuild has bundled synthesises beside its packages",
  async (row) => {
    const project = newProject(["constructs", row.library]);
    writeFileSync(join(project, "main.ts"), APP(row));
    const bundled = join(project, "app.cjs");
    const { warnings } = await build({
      absWorkingDir: project,
      entryPoints: ["main.ts"],
      bundle: true,
      platform: "node",
      outfile: bundled,
      logLevel: "silent",
    });
    expect(warnings).toEqual([]);
    expect(await node(project, bundled)).toBe("cdk.tf.json terraform.d\n");

    const away = newProject([]);
    rmSync(join(away, "node_modules"), { recursive: true });
    copyFileSync(bundled, join(away, "app.cjs"));
    const said = await node(away, join(away, "app.cjs"));
    expect(said).toContain("A bundler that copies this code elsewhere must leave the package out");
  },
);
