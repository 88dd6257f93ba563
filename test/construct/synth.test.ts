import { Fn, TerraformCount, TerraformIterator, TerraformResource, TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import { expect, test } from "vitest";
import { BosBucketEncryption, type BosBucketEncryptionProps, Encryption, Engine } from "../../lib/index.ts";
import { configurationOf, newStack, ref } from "./support/stack.ts";

const rows: Record<string, { props: BosBucketEncryptionProps; attributes: Record<string, unknown> }> = {
  "only a bucket": {
    props: { bucket: "acme-logs" },
    attributes: { bucket: "acme-logs", sse_algorithm: "AES256" },
  },
  "everything written": {
    props: {
      bucket: "acme-logs",
      encryption: Encryption.bosManaged({ algorithm: "SM4" }),
      region: "bj",
      onDestroy: "retain",
      onConflict: "fail",
      timeouts: { create: "5m", delete: "90s" },
      engine: Engine.provider(),
    },
    attributes: {
      bucket: "acme-logs",
      sse_algorithm: "SM4",
      region: "bj",
      on_destroy: "retain",
      on_conflict: "fail",
      timeouts: { create: "5m", delete: "90s" },
    },
  },
  "a KMS key": {
    props: { bucket: "acme-logs", encryption: Encryption.kmsManaged({ kmsMasterKeyId: "key-1" }) },
    attributes: { bucket: "acme-logs", sse_algorithm: "AES256", kms_master_key_id: "key-1" },
  },
  "a KMS key with SM4": {
    props: {
      bucket: "acme-logs",
      encryption: Encryption.kmsManaged({ kmsMasterKeyId: "key-1", algorithm: "SM4" }),
    },
    attributes: { bucket: "acme-logs", sse_algorithm: "SM4", kms_master_key_id: "key-1" },
  },
  "no encryption": {
    props: { bucket: "acme-logs", encryption: Encryption.disabled() },
    attributes: { bucket: "acme-logs", enabled: false },
  },
  "CDK's own properties": {
    props: {
      bucket: "acme-logs",
      count: TerraformCount.of(2),
      lifecycle: { preventDestroy: true },
      dependsOn: [{ fqn: "null_resource.before" }],
    },
    attributes: {
      bucket: "acme-logs",
      sse_algorithm: "AES256",
      count: 2,
      lifecycle: { prevent_destroy: true },
      depends_on: ["null_resource.before"],
    },
  },
};

test.each(Object.entries(rows))("%s", (_name, { props, attributes }) => {
  const stack = newStack();
  new BosBucketEncryption(stack, "logs", props);
  stack.runAllValidations();
  expect(configurationOf(stack).resource).toEqual({ bos_bucket_encryption: { logs: attributes } });
});

test("tokens are written as references, and not judged", () => {
  const stack = newStack();
  const bucket = new TerraformVariable(stack, "bucket", {});
  const key = new TerraformVariable(stack, "key", {});
  new BosBucketEncryption(stack, "logs", {
    bucket: Fn.lower(bucket.stringValue),
    region: `${bucket.stringValue}-region`,
    encryption: Encryption.kmsManaged({ kmsMasterKeyId: key.stringValue }),
  });
  stack.runAllValidations();
  expect(configurationOf(stack).resource?.["bos_bucket_encryption"]?.["logs"]).toEqual({
    bucket: ref("lower(var.bucket)"),
    region: `${ref("var.bucket")}-region`,
    sse_algorithm: "AES256",
    kms_master_key_id: ref("var.key"),
  });
});

test("an expression of Terraform, written as text, is not judged", () => {
  const stack = newStack();
  new BosBucketEncryption(stack, "logs", { bucket: ref("var.bucket") });
  stack.runAllValidations();
  expect(configurationOf(stack).resource?.["bos_bucket_encryption"]?.["logs"]).toEqual({
    bucket: ref("var.bucket"),
    sse_algorithm: "AES256",
  });
});

test("forEach makes one for each bucket of a list", () => {
  const stack = newStack();
  const buckets = TerraformIterator.fromList(["acme-logs", "acme-data"]);
  new BosBucketEncryption(stack, "all", { forEach: buckets, bucket: buckets.value });
  stack.runAllValidations();
  expect(configurationOf(stack).resource?.["bos_bucket_encryption"]?.["all"]).toMatchObject({
    bucket: ref("each.value"),
    for_each: ref('toset(["acme-logs", "acme-data"])'),
  });
});

test("its outputs are references to the resource", () => {
  const stack = newStack();
  const logs = new BosBucketEncryption(stack, "logs", { bucket: "acme-logs" });
  const { bucket, id, region, sseAlgorithm, kmsMasterKeyId, enabled, fqn } = logs;
  const outputs = { bucket, id, region, sseAlgorithm, kmsMasterKeyId, enabled, fqn };
  stack.addOverride("locals", outputs);
  expect(configurationOf(stack)).toMatchObject({
    locals: {
      bucket: ref("bos_bucket_encryption.logs.bucket"),
      id: ref("bos_bucket_encryption.logs.id"),
      region: ref("bos_bucket_encryption.logs.region"),
      sseAlgorithm: ref("bos_bucket_encryption.logs.sse_algorithm"),
      kmsMasterKeyId: ref("bos_bucket_encryption.logs.kms_master_key_id"),
      enabled: ref("bos_bucket_encryption.logs.enabled"),
      fqn: ref("bos_bucket_encryption.logs"),
    },
  });
});

test("the address is stable: the one that a plain resource in its place would have", () => {
  const plain = new TerraformResource(new Construct(newStack(), "team"), "logs", {
    terraformResourceType: "bos_bucket_encryption",
  });
  const stack = newStack();
  new BosBucketEncryption(new Construct(stack, "team"), "logs", { bucket: "acme-logs" });
  const resources = configurationOf(stack).resource?.["bos_bucket_encryption"] ?? {};
  expect(Object.keys(resources)).toEqual(["team_logs_9B83A83E"]);
  expect(plain.friendlyUniqueId).toBe("team_logs_9B83A83E");
});

test("others can depend on it", () => {
  const stack = newStack();
  const logs = new BosBucketEncryption(stack, "logs", { bucket: "acme-logs" });
  new BosBucketEncryption(stack, "data", { bucket: "acme-data", dependsOn: [logs] });
  expect(configurationOf(stack).resource?.["bos_bucket_encryption"]?.["data"]).toMatchObject({
    depends_on: ["bos_bucket_encryption.logs"],
  });
});
