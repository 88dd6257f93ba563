import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { TerraformStack, Testing } from "cdktf";
import { expect, test } from "vitest";
import { requireProvider } from "../../lib/construct/stack/requirements.ts";
import { BosBucketEncryption, BosProvider, Encryption } from "../../lib/index.ts";
import { PROVIDER_SOURCE, readBuild } from "../../lib/packaging/index.ts";
import { configurationOf, newApp, newStack } from "./support/stack.ts";

const { version, path: built } = readBuild(join(import.meta.dirname, "../../dist"));
const executable = "terraform-provider-bos";

/** Every copy of the provider in an output folder, by its path from there. */
function providersIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name === executable)
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

const placesIn = (stack: string) =>
  ["darwin_amd64", "darwin_arm64", "linux_amd64", "linux_arm64"].map(
    (platform) =>
      `stacks/${stack}/terraform.d/plugins/${PROVIDER_SOURCE}/${version}/${platform}/${executable}`,
  );

test("every stack that uses the provider asks for its exact version, and has it in its output folder", () => {
  const app = newApp();
  const prod = new TerraformStack(app, "prod");
  new BosBucketEncryption(prod, "logs", { bucket: "acme-logs" });
  new BosBucketEncryption(prod, "data", { bucket: "acme-data" });
  const test = new TerraformStack(app, "test");
  new BosProvider(test, "bos");
  new TerraformStack(app, "without");
  app.synth();

  expect(providersIn(app.outdir)).toEqual([...placesIn("prod"), ...placesIn("test")]);
  for (const place of placesIn("prod")) {
    expect(readFileSync(join(app.outdir, place)).equals(readFileSync(built))).toBe(true);
    expect(statSync(join(app.outdir, place)).mode & 0o777).toBe(0o755);
  }
  const requirement = { required_providers: { bos: { source: PROVIDER_SOURCE, version } } };
  expect(configurationOf(prod).terraform).toMatchObject(requirement);
  expect(configurationOf(test).terraform).toMatchObject(requirement);
  expect(configurationOf(prod).provider).toBeUndefined();
});

test("a second synth leaves the provider as it is", () => {
  const app = newApp();
  const stack = new TerraformStack(app, "prod");
  new BosBucketEncryption(stack, "logs", { bucket: "acme-logs" });
  app.synth();
  const inodes = () => placesIn("prod").map((place) => statSync(join(app.outdir, place)).ino);
  const before = inodes();
  app.synth();
  expect(inodes()).toEqual(before);
});

test("a damaged provider is replaced", () => {
  const app = newApp();
  const stack = new TerraformStack(app, "prod");
  new BosBucketEncryption(stack, "logs", { bucket: "acme-logs" });
  const [place = ""] = placesIn("prod").map((path) => join(app.outdir, path));
  mkdirSync(join(place, ".."), { recursive: true });
  writeFileSync(place, "half of it");
  app.synth();
  expect(readFileSync(place).equals(readFileSync(built))).toBe(true);
  expect(readdirSync(join(place, ".."))).toEqual([basename(place)]);
});

test("a synth on Windows serves other machines, and warns", () => {
  const app = newApp();
  requireProvider(new TerraformStack(app, "prod"), { platform: "win32", arch: "x64" });
  app.synth();
  expect(providersIn(app.outdir)).toEqual(placesIn("prod"));
  expect(app.manifest.stacks["prod"]?.annotations).toMatchObject([
    { level: "@cdktf/warn", message: expect.stringMatching(/^On Windows, .* Run Terraform in WSL/) },
  ]);
});

test("CDK's HCL output says the same", () => {
  const stack = newStack();
  new BosProvider(stack, "bos", { region: "bj", pathStyle: true, requestTimeout: 5 });
  new BosBucketEncryption(stack, "logs", {
    bucket: "acme-logs",
    encryption: Encryption.kmsManaged({ kmsMasterKeyId: "key-1" }),
    timeouts: { create: "5m" },
  });
  new BosBucketEncryption(stack, "off", { bucket: "acme-off", encryption: Encryption.disabled() });
  const words = Testing.synthHcl(stack).replace(/\s+/g, " ");
  expect(words).toContain(`bos = { source = "${PROVIDER_SOURCE}" version = "${version}" }`);
  expect(words).toContain('provider "bos" { region = "bj" path_style = true request_timeout = 5 }');
  expect(words).toContain(
    'resource "bos_bucket_encryption" "logs" { bucket = "acme-logs" sse_algorithm = "AES256" kms_master_key_id = "key-1" timeouts { create = "5m" } }',
  );
  expect(words).toContain('resource "bos_bucket_encryption" "off" { bucket = "acme-off" enabled = false }');
});
