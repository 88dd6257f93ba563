// With the real Terraform, and something in the runtime's place that writes down what it is asked: whatever a user
// gives reaches the runtime as it was meant, and is never taken for a part of Terraform's language or of a shell's.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TerraformStack, TerraformVariable } from "cdktf";
import { describe, expect, it } from "vitest";
import { BosBucketEncryption, Encryption } from "../../lib/index.ts";
import { createLife, type Life, VARIANTS } from "../runtime-engine/support/life.ts";

/** What every construct gets as its key, by its id; and what the runtime must be asked for. */
const LITERAL = {
  plain: "key-1",
  quotes: `"'\`k"`,
  backslashes: "k\\n\\\\",
  dollars: "$k$$",
  directive: "%{if(true)}k%{endif}",
  escaped: "%%{k}",
  shell: "$(id);|&<>*~#!",
};
const HAND_WRITTEN = {
  escaped: { written: "$" + "$" + "{k}", meant: "$" + "{k}" },
  variable: { written: "a-$" + "{var.key}", meant: 'a-k"\\%{x}' },
};

/** Puts something that only listens into the place of the runtime. */
function listen({ folder }: Life): void {
  const assets = join(folder, "assets");
  const [file = ""] = readdirSync(assets, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".cjs"),
  );
  const heard = JSON.stringify(join(folder, "heard.jsonl"));
  const line = 'JSON.stringify(process.argv.slice(2)) + "\\n"';
  writeFileSync(join(assets, file), `require("node:fs").appendFileSync(${heard}, ${line});`);
}

/** What was heard since the last time: for each verb the requests, in the order of their buckets. */
function heard({ folder }: Life): unknown {
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
    const define = (stack: TerraformStack) => {
      const add = (id: string, kmsMasterKeyId: string) =>
        new BosBucketEncryption(stack, id, {
          bucket: id,
          encryption: Encryption.kmsManaged({ kmsMasterKeyId, algorithm: "SM4" }),
          onConflict: "adopt",
          timeouts: { create: "1m", delete: "2m" },
          engine,
        });
      new TerraformVariable(stack, "key", { type: "string", default: "k" });
      new TerraformVariable(stack, "region", { type: "string", default: 'b"j' });
      for (const [name, key] of Object.entries(LITERAL)) add(`literal-${name}`, key);
      for (const [name, { written }] of Object.entries(HAND_WRITTEN)) add(`written-${name}`, written);
      new BosBucketEncryption(stack, "off", {
        bucket: "off",
        region: "$" + "{var.region}",
        encryption: Encryption.disabled(),
        engine,
      });
    };
    await using tf = await createLife(variant, define);
    tf.write({ "key.auto.tfvars.json": JSON.stringify({ key: HAND_WRITTEN.variable.meant.slice(2) }) });
    listen(tf);
    const common = { contract: 1, endpoint: "http://[::1]:8080", request_timeout: 0.5 };
    const wish = { ...common, on_conflict: "adopt", sse_algorithm: "SM4", timeout: "1m" };
    const end = {
      ...common,
      on_conflict: "adopt",
      on_destroy: "disable",
      applied_endpoint: common.endpoint,
      region: null,
      timeout: "2m",
    };

    await tf.apply();
    expect(heard(tf)).toEqual([
      ...Object.entries(LITERAL)
        .map(
          ([name, key]) => ["apply", { ...wish, bucket: `literal-${name}`, kms_master_key_id: key }] as const,
        )
        .sort(([, one], [, other]) => one.bucket.localeCompare(other.bucket)),
      ["apply", { ...common, bucket: "off", region: 'b"j', enabled: false }],
      ...Object.entries(HAND_WRITTEN).map(([name, { meant }]) => [
        "apply",
        { ...wish, bucket: `written-${name}`, kms_master_key_id: meant },
      ]),
    ]);
    await tf.destroy();
    expect(heard(tf)).toEqual([
      ...Object.entries(LITERAL)
        .map(
          ([name, key]) =>
            ["destroy", { ...end, bucket: `literal-${name}`, kms_master_key_id: key }] as const,
        )
        .sort(([, one], [, other]) => one.bucket.localeCompare(other.bucket)),
      ...Object.keys(HAND_WRITTEN).map((name) => [
        "destroy",
        { ...end, bucket: `written-${name}`, kms_master_key_id: "*" },
      ]),
    ]);
  });
});
