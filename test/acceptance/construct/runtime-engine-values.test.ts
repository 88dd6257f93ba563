// With the real Terraform, and something in the runtime's place that writes down what it is asked: whatever a user
// gives reaches the runtime as it was meant, and is never taken for a part of Terraform's language or of a shell's.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TerraformStack, TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import { describe, expect, it } from "vitest";
import { BosBucketEncryption, Encryption } from "../../../lib/index.ts";
import { STACK_BUCKETS_FILE, type StackBucket } from "../../../lib/runtime-contract.ts";
import { ref } from "../../construct/support/stack.ts";
import { createScenario, type Scenario, VARIANTS } from "../runtime/support/scenario.ts";

const same = (key: string) => ({ written: key, meant: key });

/** Keys as they are written in the code, by the construct's id, in its order; and what the runtime must be asked for. */
const KEYS: Readonly<Record<string, { written: string; meant: string }>> = {
  "expression-escaped": { written: "$" + "$" + "{k}", meant: "$" + "{k}" },
  "expression-of-a-variable": { written: "a-$" + "{var.key}", meant: 'a-k"\\%{x}' },
  "literal-for-a-shell": same("\"'`k`'\"\\n\\\\;$(id);|&<>*~#!"),
  "literal-for-terraform": same("%{if(true)}k%{endif}%%{k}$k$$"),
};

/** A construct in whose path the destroy must find itself. */
const TEAM = `team "%{a}${ref("b")}\\`;

/** Puts something that only listens into the place of the runtime. */
function listen({ folder }: Scenario): void {
  const assets = join(folder, "assets");
  const [file = ""] = readdirSync(assets, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".cjs"),
  );
  const heard = JSON.stringify(join(folder, "heard.jsonl"));
  const line = 'JSON.stringify(process.argv.slice(2)) + "\\n"';
  writeFileSync(join(assets, file), `require("node:fs").appendFileSync(${heard}, ${line});`);
}

/** What was heard since the last time: for each verb the requests, in the order of their buckets. */
function heard({ folder }: Scenario): unknown {
  const file = join(folder, "heard.jsonl");
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  writeFileSync(file, "");
  const asked = lines.map((line) => JSON.parse(line) as [string, string]);
  return asked
    .map(([verb, request, ...rest]) => [verb, JSON.parse(request) as { bucket: string }, ...rest] as const)
    .sort(([, one], [, other]) => one.bucket.localeCompare(other.bucket));
}

describe.each(VARIANTS)("with $name", (variant) => {
  it("what the runtime is asked is what was meant", async () => {
    const engine = variant.engine({ endpoint: "http://[::1]:8080", requestTimeout: 0.5 });
    const define = (region?: string) => (stack: TerraformStack) => {
      const scope = new Construct(stack, TEAM);
      const add = (id: string, kmsMasterKeyId: string) =>
        new BosBucketEncryption(scope, id, {
          bucket: id,
          ...(region !== undefined && { region }),
          encryption: Encryption.kmsManaged({ kmsMasterKeyId, algorithm: "SM4" }),
          onConflict: "adopt",
          timeouts: { create: "1m", delete: "2m" },
          engine,
        });
      new TerraformVariable(stack, "key", { type: "string", default: "k" });
      new TerraformVariable(stack, "region", { type: "string", default: 'b"j' });
      for (const [id, { written }] of Object.entries(KEYS)) add(id, written);
      new BosBucketEncryption(stack, "off", {
        bucket: "off",
        region: "$" + "{var.region}",
        encryption: Encryption.disabled(),
        engine,
      });
    };
    await using tf = await createScenario(variant, define());
    tf.write({ "key.auto.tfvars.json": '{ "key": "k\\"\\\\%{x}" }' });
    listen(tf);
    const common = { contract: 1, endpoint: "http://[::1]:8080", request_timeout: 0.5 };
    const desired = { ...common, on_conflict: "adopt", sse_algorithm: "SM4", timeout: "1m" };
    const end = {
      ...common,
      on_conflict: "adopt",
      on_destroy: "disable",
      applied_endpoint: common.endpoint,
      // Not known when the setting was made: taken from the code as it is now.
      region: "gz",
      timeout: "2m",
      stack_buckets: "./bos-encryption-buckets.json",
    };

    const isLiteral = (id: string) => id.startsWith("literal");

    await tf.apply();
    expect(heard(tf)).toEqual([
      ...Object.entries(KEYS).map(([bucket, { meant }]) => [
        "apply",
        { ...desired, bucket, kms_master_key_id: meant },
      ]),
      ["apply", { ...common, bucket: "off", region: 'b"j', enabled: false }],
    ]);
    tf.synth(define("gz"));
    listen(tf);
    await tf.destroy();
    const construct = (bucket: string) => `prod/${TEAM}/${bucket}`;
    expect(heard(tf)).toEqual(
      Object.entries(KEYS).map(([bucket, { meant }]) => [
        "destroy",
        {
          ...end,
          bucket,
          construct: construct(bucket),
          kms_master_key_id: isLiteral(bucket) ? meant : "*",
        },
      ]),
    );
    const list: StackBucket[] = JSON.parse(readFileSync(join(tf.folder, STACK_BUCKETS_FILE), "utf8"));
    expect(list.map((entry) => entry.construct)).toEqual(Object.keys(KEYS).map(construct));
  });
});
