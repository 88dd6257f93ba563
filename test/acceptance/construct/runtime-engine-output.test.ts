// The folder that a synth writes: the runtime, the provider, and CDK's HCL output.
import { cpSync, existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { TerraformStack, TerraformVariable } from "cdktf";
import { Node } from "constructs";
import { describe, expect, it, test, vi } from "vitest";
import { BosBucketEncryption, Encryption, Engine } from "../../../lib/index.ts";
import { KINDS, type Kind } from "../../construct/support/runtime-engine.ts";
import { configurationOf, newApp, newStack, ref } from "../../construct/support/stack.ts";
import { synthesise } from "../../construct/support/synthesise.ts";
import { initialise } from "../support/initialise.ts";
import { placeProviders } from "../support/providers.ts";
import { createWorkspace } from "../support/terraform.ts";

const RUNTIME = join(import.meta.dirname, "../../../dist/bos-encryption-runtime.cjs");
const STATE_FILE = "stacks/prod/bos-bucket-encryption-state.tf.json";

test("every stack has one copy of the runtime, which its provisioners find from there", () => {
  const app = newApp();
  for (const id of ["prod", "test"]) {
    const stack = new TerraformStack(app, id);
    for (const { name, engine } of KINDS)
      new BosBucketEncryption(stack, name, { bucket: `acme-${name}`, engine: engine() });
  }
  new BosBucketEncryption(new TerraformStack(app, "other"), "logs", { bucket: "acme-logs" });
  app.synth();
  const files = globSync("**/*.cjs", { cwd: app.outdir }).sort();
  expect(files.map((file) => file.split("/").slice(0, 3).join("/"))).toEqual([
    "stacks/prod/assets",
    "stacks/test/assets",
  ]);
  for (const file of files) {
    const [, stack = ""] = file.split("/");
    const configuration = readFileSync(join(app.outdir, `stacks/${stack}/cdk.tf.json`), "utf8");
    const paths = new Set(configuration.match(/\$\{path\.module\}\/[^"\\]+/g));
    const here = [file.split("/").slice(2).join("/"), "bos-encryption-buckets.json"];
    expect(paths).toEqual(new Set(here.map((path) => `${ref("path.module")}/${path}`)));
    expect(readFileSync(join(app.outdir, file)).equals(readFileSync(RUNTIME))).toBe(true);
  }
});

test.each([
  ["lies in the stack's folder while a state may hold something of it", true, 4],
  ["leaves no file there when the user says so", false, 0],
])("the provider %s", (_name, forgetProviderResource, count) => {
  const app = newApp();
  const engine = Engine.terraformData({ forgetProviderResource });
  new BosBucketEncryption(new TerraformStack(app, "prod"), "logs", { bucket: "acme-logs", engine });
  app.synth();
  expect(globSync("**/terraform-provider-*", { cwd: app.outdir })).toHaveLength(count);
});

/** A bit of everything. */
function fill(stack: TerraformStack, { engine }: Kind): void {
  const bucket = new TerraformVariable(stack, "bucket", { type: "string", default: "acme-data" });
  const options = { region: "bj", endpoint: "https://bos.private.example", denyWeakening: true };
  new BosBucketEncryption(stack, "logs", {
    bucket: "acme-logs",
    encryption: Encryption.kmsManaged({ kmsMasterKeyId: 'k"%{1}' }),
    timeouts: { create: "5m" },
    lifecycle: { preventDestroy: true },
    engine: engine(options),
  });
  new BosBucketEncryption(stack, "data", { bucket: bucket.stringValue, count: 2, engine: engine(options) });
  new BosBucketEncryption(stack, "off", {
    bucket: "acme-off",
    encryption: Encryption.disabled(),
    engine: engine(),
  });
  BosBucketEncryption.removed(stack, "old", { engine: engine(options) });
}

describe.each(KINDS)("with $name, CDK's HCL output", (kind) => {
  it("has what it cannot hold in a file beside it, and Terraform takes both", async () => {
    const { outdir } = newApp();
    synthesise(outdir, true, (stack) => fill(stack, kind));
    await using tf = await createWorkspace({ provider: "absent" });
    const { placed } = await placeProviders(tf.folder, ["bos", "null"], "built");
    initialise(tf.folder, placed);
    cpSync(join(outdir, "stacks/prod"), tf.folder, { recursive: true });
    expect(existsSync(join(tf.folder, "cdk.tf"))).toBe(true);
    expect(JSON.parse(readFileSync(join(outdir, STATE_FILE), "utf8"))).toEqual({
      removed: [
        ...["logs", "data", "off"].map((name) => ({
          from: `bos_bucket_encryption.${name}`,
          lifecycle: { destroy: false },
        })),
        ...KINDS.map(({ type }) => ({
          from: `${type}.old_lifecycle_D5882B84`,
          lifecycle: { destroy: true },
          provisioner: [expect.anything()],
        })),
      ],
    });
    const { code, text } = await tf.run(["validate"]);
    expect({ code, text }).toEqual({ code: 0, text: expect.stringContaining("Success!") });
  });

  it("has that file for a stack within a stack, too", () => {
    const { outdir } = newApp();
    synthesise(outdir, true, (stack) => {
      BosBucketEncryption.removed(new TerraformStack(stack, "inner"), "old", { engine: kind.engine() });
    });
    const file = STATE_FILE.replace("prod", "inner");
    expect(JSON.parse(readFileSync(join(outdir, file), "utf8"))).toEqual({
      removed: [expect.anything(), expect.anything()],
    });
    expect(existsSync(join(outdir, STATE_FILE))).toBe(false);
  });

  it.each([
    ["JSON is written again", false, () => kind.engine()],
    ["the stack goes back to the provider", true, () => Engine.provider()],
  ])("takes that file away when %s", (_name, isHcl, engine) => {
    const { outdir } = newApp();
    synthesise(outdir, true, (stack) => fill(stack, kind));
    expect(existsSync(join(outdir, STATE_FILE))).toBe(true);
    synthesise(outdir, isHcl, (stack) => {
      new BosBucketEncryption(stack, "logs", { bucket: "acme-logs", engine: engine() });
    });
    expect(existsSync(join(outdir, STATE_FILE))).toBe(false);
  });
});

/** How often somebody looks into the tree while a stack of so many constructs is made and written. */
function looksFor(constructs: number, { engine }: Kind): number {
  const looks = [vi.spyOn(Node.prototype, "children", "get"), vi.spyOn(Node.prototype, "tryFindChild")];
  const stack = newStack();
  for (let index = 0; index < constructs; index += 1)
    new BosBucketEncryption(stack, `logs-${index}`, { bucket: `acme-logs-${index}`, engine: engine() });
  configurationOf(stack);
  const count = looks.map((look) => look.mock.calls.length).reduce((one, other) => one + other);
  for (const look of looks) look.mockRestore();
  return count;
}

test.each(KINDS)("with $name, ten times the constructs take ten times the steps", (kind) => {
  const [few, many] = [30, 300].map((count) => looksFor(count, kind)) as [number, number];
  expect(few).toBeGreaterThan(30);
  expect(many).toBeLessThanOrEqual(10 * few);
});
