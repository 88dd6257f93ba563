// The stack's list of who sets which bucket, which a destroy reads: lib/runtime/stack-buckets.ts.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { expect, it, test } from "vitest";
import { BosBucketEncryption, BosProvider, Encryption, Engine } from "../../lib/index.ts";
import { newApp, ref } from "./support/stack.ts";
import { synthesise } from "./support/synthesise.ts";

const HERE = "https://bos.private.example";
const engine = Engine.nullResource();

const fileOf = (outdir: string, stack: string) =>
  join(outdir, "stacks", stack, "bos-encryption-buckets.json");
const listOf = (outdir: string, stack = "prod"): unknown =>
  JSON.parse(readFileSync(fileOf(outdir, stack), "utf8"));

const rows: Record<string, { define: (stack: TerraformStack) => void; list: unknown }> = {
  "every construct, whatever its engine": {
    define: (stack) => {
      new BosBucketEncryption(stack, "one", { bucket: "acme-one", engine });
      new BosBucketEncryption(stack, "two", { bucket: "acme-two", engine: Engine.terraformData() });
      new BosBucketEncryption(stack, "three", { bucket: "acme-three" });
      new BosBucketEncryption(new Construct(stack, "team a"), "four", { bucket: "acme-four" });
    },
    list: [
      { bucket: "acme-one", construct: "prod/one" },
      { bucket: "acme-two", construct: "prod/two" },
      { bucket: "acme-three", construct: "prod/three" },
      { bucket: "acme-four", construct: "prod/team a/four" },
    ],
  },
  "one bucket behind two endpoints": {
    define: (stack) => {
      const add = (id: string, endpoint: string) =>
        new BosBucketEncryption(stack, id, {
          bucket: "acme-logs",
          engine: Engine.nullResource({ endpoint }),
        });
      add("here", HERE);
      add("there", "http://127.0.0.1:1/");
    },
    list: [
      { bucket: "acme-logs", construct: "prod/here", endpoint: HERE },
      { bucket: "acme-logs", construct: "prod/there", endpoint: "http://127.0.0.1:1/" },
    ],
  },
  "the endpoint of a BosProvider, for an engine and for the provider itself": {
    define: (stack) => {
      const provider = new BosProvider(stack, "archive", {
        alias: "archive",
        endpoint: "http://127.0.0.1:1",
      });
      new BosProvider(stack, "bos", { endpoint: HERE });
      new BosBucketEncryption(stack, "logs", { bucket: "acme-logs", engine });
      new BosBucketEncryption(stack, "data", { bucket: "acme-data" });
      new BosBucketEncryption(stack, "old", { bucket: "acme-old", provider });
    },
    list: [
      { bucket: "acme-logs", construct: "prod/logs", endpoint: HERE },
      { bucket: "acme-data", construct: "prod/data", endpoint: HERE },
      { bucket: "acme-old", construct: "prod/old", endpoint: "http://127.0.0.1:1" },
    ],
  },
  "the endpoint of a BosProvider that is made after its construct": {
    define: (stack) => {
      new BosBucketEncryption(stack, "logs", { bucket: "acme-logs" });
      new BosProvider(stack, "bos", { endpoint: HERE });
      BosBucketEncryption.removed(stack, "old", { engine });
    },
    list: [{ bucket: "acme-logs", construct: "prod/logs", endpoint: HERE }],
  },
  "null for an endpoint that only Terraform knows": {
    define: (stack) => {
      const provider = new BosProvider(stack, "bos", { endpoint: ref("var.endpoint"), alias: "token" });
      new BosBucketEncryption(stack, "data", { bucket: "acme-data", provider });
      new BosBucketEncryption(stack, "logs", { bucket: "acme-logs", engine });
    },
    list: [
      { bucket: "acme-data", construct: "prod/data", endpoint: null },
      { bucket: "acme-logs", construct: "prod/logs" },
    ],
  },
  "no desired state of off, which a destroy does not contradict, and no name that only Terraform knows": {
    define: (stack) => {
      const encryption = Encryption.disabled();
      new BosBucketEncryption(stack, "off", { bucket: "acme-off", encryption, engine });
      new BosBucketEncryption(stack, "token", { bucket: ref("var.bucket"), engine });
    },
    list: [],
  },
  "none that is given up": {
    define: (stack) => BosBucketEncryption.removed(stack, "logs", { bucket: "acme-logs", engine }),
    list: [],
  },
};

test.each(Object.entries(rows))("it holds %s", (_name, { define, list }) => {
  const { outdir } = newApp();
  synthesise(outdir, false, define);
  expect(listOf(outdir)).toEqual(list);
});

const logs = (stack: TerraformStack) =>
  new BosBucketEncryption(stack, "logs", { bucket: `acme-${stack.node.id}`, engine });

it("lies beside CDK's HCL output as well", () => {
  const { outdir } = newApp();
  synthesise(outdir, true, logs);
  expect(existsSync(join(outdir, "stacks/prod/cdk.tf"))).toBe(true);
  expect(listOf(outdir)).toEqual([{ bucket: "acme-prod", construct: "prod/logs" }]);
});

it("is written anew by each synth", () => {
  const { outdir } = newApp();
  synthesise(outdir, false, logs);
  synthesise(outdir, false, (stack) => BosBucketEncryption.removed(stack, "logs", { engine }));
  expect(listOf(outdir)).toEqual([]);
});

it("is each stack's own", () => {
  const app = newApp();
  for (const id of ["prod", "test"]) logs(new TerraformStack(app, id));
  const { outdir } = app;
  app.synth();
  expect(["prod", "test"].map((stack) => listOf(outdir, stack))).toEqual([
    [{ bucket: "acme-prod", construct: "prod/logs" }],
    [{ bucket: "acme-test", construct: "test/logs" }],
  ]);
});

it("is each one's own where a stack lies within a stack", () => {
  const app = newApp();
  const outer = new TerraformStack(app, "outer");
  const inner = new TerraformStack(outer, "inner");
  BosBucketEncryption.removed(new TerraformStack(inner, "innermost"), "logs", { engine });
  for (const stack of [outer, inner]) logs(stack);
  app.synth();
  expect(["outer", "inner", "innermost"].map((stack) => listOf(app.outdir, stack))).toEqual([
    [{ bucket: "acme-outer", construct: "outer/logs" }],
    [{ bucket: "acme-inner", construct: "outer/inner/logs" }],
    [],
  ]);
});

it("is not there where no destroy asks for it", () => {
  const { outdir } = newApp();
  synthesise(outdir, false, (stack) => {
    new BosBucketEncryption(stack, "logs", { bucket: "acme-logs" });
    BosBucketEncryption.removed(stack, "old");
  });
  expect(existsSync(fileOf(outdir, "prod"))).toBe(false);
});
