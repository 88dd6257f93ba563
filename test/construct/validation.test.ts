import { TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import { expect, test } from "vitest";
import { BosBucketEncryption, BosProvider, Encryption } from "../../lib/index.ts";
import { issuesOf, newStack } from "./support/stack.ts";

/** Properties as JavaScript lets a user write them. */
const rows: Record<string, { props: unknown; issues: string[] }> = {
  "all is well": {
    props: { bucket: "acme-logs", encryption: Encryption.kmsManaged({ kmsMasterKeyId: "key-1" }) },
    issues: [],
  },
  "no bucket": {
    props: {},
    issues: ["bucket: Is missing."],
  },
  "a bucket that is no text": {
    props: { bucket: 7 },
    issues: ["bucket: Must be text, not 7."],
  },
  "null instead of nothing": {
    props: { bucket: "acme-logs", region: null, encryption: null },
    issues: [
      "encryption: Write Encryption.bosManaged(), Encryption.kmsManaged() or Encryption.disabled().",
      "region: Must be text, not null.",
    ],
  },
  "everything at once": {
    props: {
      bucket: "Acme",
      encryption: { kind: "kms-managed", algorithm: "aes256", kmsMasterKeyId: "" },
      region: "b j",
      onDestroy: "delete",
      onConflict: true,
      engine: "provider",
      kmsMasterKeyId: "key-1",
    },
    issues: [
      "kmsMasterKeyId: There is no such property, only bucket, encryption, region, onDestroy, onConflict, timeouts, engine, provider, dependsOn, count, forEach, lifecycle.",
      'bucket: A bucket\'s name holds only lower-case letters, digits and "-"; "Acme" holds "A".',
      'encryption.algorithm: BOS encrypts with "AES256" or "SM4", not with "aes256". Did you mean "AES256"?',
      "encryption.kmsMasterKeyId: An empty text is no key: leave the key out for BOS-managed keys, or give the id of a KMS master key.",
      'region: A region is a short word of lower-case letters, digits and "-", such as "bj" or "gz"; got "b j".',
      'onDestroy: Write "disable" or "retain", not "delete".',
      "onConflict: Must be text, not true.",
      "engine: Write Engine.provider(), Engine.nullResource() or Engine.terraformData().",
    ],
  },
  "times that are none": {
    props: {
      bucket: "acme-logs",
      timeouts: { create: "soon", update: 5, delete: "0s", read: "5m" },
    },
    issues: [
      "timeouts.read: There is no such property, only create, update, delete.",
      'timeouts.create: Write a time of more than 0 with its unit, for example "30s", "5m" or "1h30m", not "soon".',
      "timeouts.update: Must be text, not 5.",
      'timeouts.delete: Write a time of more than 0 with its unit, for example "30s", "5m" or "1h30m", not "0s".',
    ],
  },
  "one time for all": {
    props: { bucket: "acme-logs", timeouts: "5m" },
    issues: ['timeouts: Write the times, for example { create: "5m" }.'],
  },
  "times left out": {
    props: { bucket: "acme-logs", timeouts: { create: undefined, delete: "1h30m" } },
    issues: [],
  },
  "an encryption that was not made by Encryption": {
    props: { bucket: "acme-logs", encryption: "SM4" },
    issues: ["encryption: Write Encryption.bosManaged(), Encryption.kmsManaged() or Encryption.disabled()."],
  },
  "an unknown kind of encryption": {
    props: { bucket: "acme-logs", encryption: { kind: "toString" } },
    issues: ["encryption: Write Encryption.bosManaged(), Encryption.kmsManaged() or Encryption.disabled()."],
  },
  "no encryption, with an algorithm": {
    props: { bucket: "acme-logs", encryption: { ...Encryption.disabled(), algorithm: "SM4" } },
    issues: ["encryption.algorithm: There is no such property."],
  },
  "a KMS key under another name": {
    props: { bucket: "acme-logs", encryption: Encryption.kmsManaged(JSON.parse('{ "keyId": "key-1" }')) },
    issues: [
      "encryption.keyId: There is no such property, only algorithm, kmsMasterKeyId.",
      "encryption.kmsMasterKeyId: Is missing.",
    ],
  },
  "an algorithm that would not have been heard": {
    props: {
      bucket: "acme-logs",
      encryption: Encryption.bosManaged(JSON.parse('{ "sseAlgorithm": "SM4" }')),
    },
    issues: ["encryption.sseAlgorithm: There is no such property, only algorithm."],
  },
};

test.each(Object.entries(rows))("%s", (_name, { props, issues }) => {
  const stack = newStack();
  new BosBucketEncryption(stack, "logs", props as { bucket: string });
  expect(issuesOf(stack)).toEqual(issues.map((issue) => `[prod/logs] ${issue}`));
});

test("an algorithm in place of options is heard, too", () => {
  const stack = newStack();
  const encryption = Encryption.bosManaged(JSON.parse('"SM4"'));
  new BosBucketEncryption(stack, "logs", { bucket: "acme-logs", encryption });
  expect(issuesOf(stack)).toHaveLength(3);
});

test("an id that only Terraform knows is refused", () => {
  const stack = newStack();
  const bucket = new TerraformVariable(stack, "bucket", {}).stringValue;
  new BosBucketEncryption(stack, bucket, { bucket });
  expect(issuesOf(stack)).toEqual([expect.stringContaining("id: Must be a literal string, not a token.")]);
});

test("what is wrong with several constructs is shown at once, each with its path", () => {
  const stack = newStack();
  new BosBucketEncryption(stack, "logs", { bucket: "-a" });
  new BosBucketEncryption(new Construct(stack, "team"), "data", { bucket: "acme-data", region: "BJ" });
  new BosProvider(stack, "bos", { region: " " });
  const paths = issuesOf(stack).map((issue) => issue.split(" ")[0]);
  expect(paths).toEqual(["[prod/logs]", "[prod/logs]", "[prod/team/data]", "[prod/bos]"]);
});
