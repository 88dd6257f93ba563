import { type TerraformElement, TerraformIterator, type TerraformStack, Testing } from "cdktf";
import { expect, test } from "vitest";
import {
  BosBucketEncryption,
  BosProvider,
  DataBosBucketEncryption,
  DataBosBucketEncryptions,
  DataBosKmsKey,
  DataBosKmsKeys,
  Encryption,
} from "../../lib/index.ts";
import { configurationOf, issuesOf, newStack, ref } from "./support/stack.ts";

interface Row {
  /** Written with every property. */
  readonly define: (stack: TerraformStack) => object;
  readonly data: Record<string, Record<string, unknown>>;
  /** What it offers besides what CDK gives to every element: TypeScript's name to Terraform's. */
  readonly tokens: Record<string, string>;
}

const rows: Record<string, Row> = {
  "one bucket": {
    define: (stack) => new DataBosBucketEncryption(stack, "it", { bucket: "acme-logs", region: "bj" }),
    data: { bos_bucket_encryption: { bucket: "acme-logs", region: "bj" } },
    tokens: {
      bucket: "bucket",
      region: "region",
      encrypted: "encrypted",
      method: "method",
      sseAlgorithm: "sse_algorithm",
      kmsMasterKeyId: "kms_master_key_id",
      keyState: "key_state",
    },
  },
  "many buckets": {
    define: (stack) => new DataBosBucketEncryptions(stack, "it", { namePattern: "acme-*", region: "bj" }),
    data: { bos_bucket_encryptions: { name_pattern: "acme-*", region: "bj" } },
    tokens: { buckets: "buckets" },
  },
  "an entry of many buckets": {
    define: (stack) => new DataBosBucketEncryptions(stack, "it").buckets.get(2),
    data: { bos_bucket_encryptions: {} },
    tokens: {
      bucket: "buckets[2].bucket",
      region: "buckets[2].region",
      status: "buckets[2].status",
      reason: "buckets[2].reason",
      method: "buckets[2].method",
      sseAlgorithm: "buckets[2].sse_algorithm",
      kmsMasterKeyId: "buckets[2].kms_master_key_id",
    },
  },
  "one key": {
    define: (stack) => new DataBosKmsKey(stack, "it", { keyId: "key-1", region: "bj" }),
    data: { bos_kms_key: { key_id: "key-1", region: "bj" } },
    tokens: {
      keyId: "key_id",
      description: "description",
      region: "region",
      keyState: "key_state",
      keySpec: "key_spec",
      protectedBy: "protected_by",
      origin: "origin",
      rotationCycle: "rotation_cycle",
      creationDate: "creation_date",
      deletionDate: "deletion_date",
    },
  },
  "one key by its description": {
    define: (stack) => new DataBosKmsKey(stack, "it", { description: "Buckets of Acme" }),
    data: { bos_kms_key: { description: "Buckets of Acme" } },
    tokens: { keyId: "key_id" },
  },
  "many keys": {
    define: (stack) =>
      new DataBosKmsKeys(stack, "it", {
        descriptionPattern: "Buckets*",
        keySpec: "SM4_128",
        keyState: "pending_deletion",
        region: "bj",
      }),
    data: {
      bos_kms_keys: {
        description_pattern: "Buckets*",
        key_spec: "SM4_128",
        key_state: "pending_deletion",
        region: "bj",
      },
    },
    tokens: { region: "region", keys: "keys" },
  },
  "an entry of many keys": {
    define: (stack) => new DataBosKmsKeys(stack, "it").keys.get(0),
    data: { bos_kms_keys: {} },
    tokens: {
      keyId: "keys[0].key_id",
      description: "keys[0].description",
      keyState: "keys[0].key_state",
      keySpec: "keys[0].key_spec",
      protectedBy: "keys[0].protected_by",
      origin: "keys[0].origin",
      rotationCycle: "keys[0].rotation_cycle",
      creationDate: "keys[0].creation_date",
      deletionDate: "keys[0].deletion_date",
    },
  },
};

test.each(Object.entries(rows))("%s", (_name, { define, data, tokens }) => {
  const stack = newStack();
  const element = define(stack) as Record<string, unknown>;
  stack.addOverride("locals", Object.fromEntries(Object.keys(tokens).map((name) => [name, element[name]])));
  expect(issuesOf(stack)).toEqual([]);
  const [[type = "", attributes] = []] = Object.entries(data);
  const written = configurationOf(stack);
  expect(written.data).toEqual({ [type]: { it: attributes } });
  expect(written.terraform).toMatchObject({ required_providers: { bos: {} } });
  expect(written).toMatchObject({
    locals: Object.fromEntries(
      Object.entries(tokens).map(([name, attribute]) => [name, ref(`data.${type}.it.${attribute}`)]),
    ),
  });
});

const wrong: Record<string, { define: (stack: TerraformStack) => TerraformElement; issues: string[] }> = {
  "no bucket": {
    define: (stack) => new DataBosBucketEncryption(stack, "it", JSON.parse('{ "Bucket": "acme-logs" }')),
    issues: [
      "Bucket: There is no such property, only bucket, region, provider, dependsOn, count, forEach, lifecycle.",
      "bucket: Is missing.",
    ],
  },
  "a pattern that is no text": {
    define: (stack) => new DataBosBucketEncryptions(stack, "it", JSON.parse('{ "namePattern": 7 }')),
    issues: ["namePattern: Must be text, not 7."],
  },
  "no key": {
    define: (stack) => new DataBosKmsKey(stack, "it", { region: "B J" }),
    issues: [
      'region: A region is a short word of lower-case letters, digits and "-", such as "bj" or "gz"; got "B J".',
      "keyId, description: Write one of the two.",
    ],
  },
  "two ways to say which key": {
    define: (stack) => new DataBosKmsKey(stack, "it", { keyId: "key-1", description: "Buckets of Acme" }),
    issues: ["keyId, description: Write one of the two."],
  },
  "a state that does not exist": {
    define: (stack) => new DataBosKmsKeys(stack, "it", JSON.parse('{ "keyState": "gone" }')),
    issues: [
      'keyState: Write "enabled" or "disabled" or "pending_deletion" or "pending_import", not "gone".',
    ],
  },
};

test.each(Object.entries(wrong))("%s is refused", (_name, { define, issues }) => {
  const stack = newStack();
  define(stack);
  expect(issuesOf(stack)).toEqual(issues.map((issue) => `[prod/it] ${issue}`));
});

test("a data source reads through a provider block of its own, after what it depends on", () => {
  const stack = newStack();
  const provider = new BosProvider(stack, "gz", { alias: "gz" });
  const logs = new BosBucketEncryption(stack, "logs", { bucket: "acme-logs", provider });
  new DataBosBucketEncryption(stack, "it", { bucket: "acme-logs", provider, dependsOn: [logs] });
  expect(configurationOf(stack).data).toEqual({
    bos_bucket_encryption: {
      it: { bucket: "acme-logs", provider: "bos.gz", depends_on: ["bos_bucket_encryption.logs"] },
    },
  });
});

test("a key that is found is a bucket's key", () => {
  const stack = newStack();
  const key = new DataBosKmsKey(stack, "key", { description: "Buckets of Acme" });
  new BosBucketEncryption(stack, "logs", { bucket: "acme-logs", encryption: Encryption.kmsManaged(key) });
  expect(issuesOf(stack)).toEqual([]);
  expect(configurationOf(stack).resource).toMatchObject({
    bos_bucket_encryption: { logs: { kms_master_key_id: ref("data.bos_kms_key.key.key_id") } },
  });
});

test("what was found can be gone through", () => {
  const stack = newStack();
  const all = new DataBosBucketEncryptions(stack, "all");
  const each = TerraformIterator.fromComplexList(all.buckets, "bucket");
  new BosBucketEncryption(stack, "each", { forEach: each, bucket: each.getString("bucket") });
  expect(configurationOf(stack).resource).toMatchObject({
    bos_bucket_encryption: {
      each: {
        bucket: ref("each.value.bucket"),
        for_each: ref("{ for key, val in data.bos_bucket_encryptions.all.buckets: val.bucket => val }"),
      },
    },
  });
});

test("CDK's HCL output says the same", () => {
  const stack = newStack();
  new DataBosBucketEncryptions(stack, "all", { namePattern: "acme-*" });
  const words = Testing.synthHcl(stack).replace(/\s+/g, " ");
  expect(words).toContain('data "bos_bucket_encryptions" "all" { name_pattern = "acme-*" }');
});
