import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { PEERS as CDKTF_PEERS, NULL_PEERS } from "../../lib/construct/library/cdktf.ts";
import { PEERS as CDKTN_PEERS } from "../../lib/construct/library/cdktn.ts";
import { start } from "../support/process.ts";
import { newProject, root } from "./support/project.ts";

/** What the user sees whose program imports an entry of the package, and does something with what it gives. */
async function importing(project: string, entry: string, use = ""): Promise<string> {
  const code = `import("${entry}").then((it) => {${use}}).catch((error) => console.log(error.code, error.message))`;
  const env = { PATH: process.env["PATH"] ?? "" };
  const { stdout, stderr } = await start(process.execPath, ["--eval", code], { cwd: project, env }).result;
  return `${stdout}${stderr}`.trim();
}

const entries = {
  "bos-encryption": {
    library: "cdktf",
    other: "cdktn",
    advice:
      'With CDK Terrain (cdktn), import "bos-encryption/cdktn"; else run: npm install "cdktf@^0.21.0" "constructs@^10.6.0"',
  },
  "bos-encryption/cdktn": {
    library: "cdktn",
    other: "cdktf",
    advice:
      'With CDK for Terraform (cdktf), import "bos-encryption"; else run: npm install "cdktn@^0.24.0" "constructs@>=10.6.0 <10.8.0"',
  },
};

describe.each(Object.entries(entries))("import from %s, where", (entry, { library, other, advice }) => {
  const missing = (name: string) =>
    `peer-missing ${entry} needs the library ${name}, which is not installed. ${advice}`;
  const rows: Record<string, { installed: string[]; says: string }> = {
    "nothing is there": { installed: [], says: missing("constructs") },
    "constructs is there alone": { installed: ["constructs"], says: missing(library) },
    "the other library is there": { installed: ["constructs", other], says: missing(library) },
    "its own library is there, and no other": { installed: ["constructs", library], says: "" },
  };

  test.each(Object.entries(rows))("%s", async (_name, { installed, says }) => {
    expect(await importing(newProject(installed), entry)).toBe(says);
  });

  test("a library that is broken speaks for itself", async () => {
    const project = newProject([]);
    const file = join(project, "node_modules/constructs/index.js");
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, 'require("its-own-dependency");');
    expect(await importing(project, entry)).toMatch(
      /^MODULE_NOT_FOUND Cannot find module 'its-own-dependency'/,
    );
  });

  test("the provider that is built is found", async () => {
    const use = `
      const { App, TerraformStack } = require("${library}");
      const app = new App({ outdir: "out" });
      new it.BosBucketEncryption(new TerraformStack(app, "prod"), "logs", { bucket: "acme-logs" });
      app.synth();
      console.log(require("node:fs").readdirSync("out/stacks/prod").sort().join(" "));
    `;
    expect(await importing(newProject(["constructs", library]), entry, use)).toBe("cdk.tf.json terraform.d");
  });
});

describe("Engine.nullResource(), where", () => {
  const rows = {
    "CDK for Terraform has no null provider": {
      entry: "bos-encryption",
      installed: ["constructs", "cdktf"],
      says: 'peer-missing Engine.nullResource() needs the library @cdktf/provider-null, which is not installed. Engine.terraformData() does the same without it; else run: npm install "@cdktf/provider-null@^11.0.0"',
    },
    "CDK Terrain needs none": {
      entry: "bos-encryption/cdktn",
      installed: ["constructs", "cdktn"],
      says: "null_resource",
    },
  };

  test.each(Object.entries(rows))("%s", async (_name, { entry, installed, says }) => {
    const use = `
      const { App, TerraformStack, Testing } = require("${installed.at(-1)}");
      const stack = new TerraformStack(new App({ outdir: "out" }), "prod");
      new it.BosBucketEncryption(stack, "logs", { bucket: "acme-logs", engine: it.Engine.nullResource() });
      console.log(Object.keys(JSON.parse(Testing.synth(stack)).resource).join(" "));
    `;
    expect(await importing(newProject(installed), entry, use)).toBe(says);
  });
});

test("npm is told the same versions as the user", () => {
  const { peerDependencies, peerDependenciesMeta } = JSON.parse(
    readFileSync(join(root, "package.json"), "utf8"),
  );
  // The bound of constructs that CDK Terrain has is its own affair, and npm reads it there.
  const versions = { ...CDKTN_PEERS.versions, ...CDKTF_PEERS.versions, ...NULL_PEERS.versions };
  expect(peerDependencies).toEqual(versions);
  const optional = Object.fromEntries(Object.keys(versions).map((name) => [name, { optional: true }]));
  expect(peerDependenciesMeta).toEqual(optional);
});
