import { Fn, type TerraformResource, TerraformStack, TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import { expect, test } from "vitest";
import {
  BosBucketEncryption,
  BosKmsKey,
  BucketEncryptionPolicy,
  type BucketEncryptionPolicyOptions,
  DataBosKmsKey,
  Encryption,
  Engine,
  type SseAlgorithm,
} from "../../lib/index.ts";
import { findingsOf, makeBucket } from "./support/policy.ts";
import { newStack, ref } from "./support/stack.ts";

const SM4 = { algorithm: "SM4" } as const;

interface Row {
  readonly policy: BucketEncryptionPolicyOptions;
  readonly encryption: Encryption;
  readonly findings: string[];
}

const rows: Record<string, Row> = {
  "keys that BOS manages are enough by default": {
    policy: {},
    encryption: Encryption.bosManaged(),
    findings: [],
  },
  "so is a KMS key": {
    policy: {},
    encryption: Encryption.kmsManaged("key-1"),
    findings: [],
  },
  "off is never allowed": {
    policy: { algorithms: ["SM4"] },
    encryption: Encryption.disabled(),
    findings: [
      "encryption: The policy forbids disabled(). Write Encryption.bosManaged() or Encryption.kmsManaged(key).",
    ],
  },
  "off, where certain keys are wanted": {
    policy: { minimum: "kms-managed", keys: ["key-1", "key-2"] },
    encryption: Encryption.disabled(),
    findings: [
      'encryption: The policy forbids disabled(). Write Encryption.kmsManaged(key) with the key "key-1" or "key-2".',
    ],
  },
  "a key of one's own is wanted": {
    policy: { minimum: "kms-managed" },
    encryption: Encryption.bosManaged(),
    findings: [
      "encryption: The policy wants a KMS master key of your own. Write Encryption.kmsManaged(key).",
    ],
  },
  "a key of one's own is there": {
    policy: { minimum: "kms-managed" },
    encryption: Encryption.kmsManaged("key-1"),
    findings: [],
  },
  "another algorithm": {
    policy: { algorithms: ["SM4"] },
    encryption: Encryption.bosManaged(),
    findings: ['encryption.algorithm: The policy allows "SM4", not "AES256". Write one that is allowed.'],
  },
  "an allowed algorithm": {
    policy: { algorithms: ["SM4"] },
    encryption: Encryption.kmsManaged({ key: "key-1", ...SM4 }),
    findings: [],
  },
  "another key": {
    policy: { keys: ["key-1"] },
    encryption: Encryption.kmsManaged("key-9"),
    findings: [
      'encryption.kmsMasterKeyId: The policy allows "key-1", not "key-9". Use a key that is allowed, or let this one be added to the policy\'s keys.',
    ],
  },
  "an allowed key": {
    policy: { keys: ["key-2", "key-1"] },
    encryption: Encryption.kmsManaged("key-1"),
    findings: [],
  },
  "keys alone do not ask for a key": {
    policy: { keys: ["key-1"] },
    encryption: Encryption.bosManaged(),
    findings: [],
  },
  "everything at once": {
    policy: { minimum: "kms-managed", algorithms: ["SM4"], keys: ["key-1"] },
    encryption: Encryption.bosManaged(),
    findings: [
      'encryption: The policy wants a KMS master key of your own. Write Encryption.kmsManaged(key) with the key "key-1".',
      'encryption.algorithm: The policy allows "SM4", not "AES256". Write one that is allowed.',
    ],
  },
};

test.each(Object.entries(rows))("%s", (_name, { policy, encryption, findings }) => {
  const stack = newStack();
  new BucketEncryptionPolicy(stack, policy);
  new BosBucketEncryption(stack, "logs", { bucket: "acme-logs", encryption });
  expect(findingsOf(stack)).toEqual(findings.map((finding) => `[prod/logs] ${finding}`));
});

/** A key in use and the one that the policy allows, and whether they are known to be the same. */
const keys: Record<string, (stack: TerraformStack) => [string | BosKmsKey, string | BosKmsKey, boolean]> = {
  "the same construct": (stack) => {
    const key = new BosKmsKey(stack, "key");
    return [key, key, true];
  },
  "a construct and its id": (stack) => {
    const key = new BosKmsKey(stack, "key");
    return [key.keyId, key, true];
  },
  "a key of another stack": (stack) => {
    const key = new BosKmsKey(newStackBeside(stack), "key");
    return [key, key, true];
  },
  "keys of two stacks at the same address": (stack) => [
    new BosKmsKey(stack, "key"),
    new BosKmsKey(newStackBeside(stack), "key"),
    false,
  ],
  "two data sources": (stack) => [
    new DataBosKmsKey(stack, "one", { keyId: "key-1" }).keyId,
    new DataBosKmsKey(stack, "other", { keyId: "key-1" }).keyId,
    false,
  ],
  "a variable, asked for twice": (stack) => {
    const key = new TerraformVariable(stack, "key", {});
    return [key.stringValue, key.stringValue, true];
  },
  "a variable and a text with the variable": (stack) => {
    const key = new TerraformVariable(stack, "key", {});
    return [`x-${key.stringValue}`, key.stringValue, false];
  },
  "the same call of a function": (stack) => {
    const key = new TerraformVariable(stack, "key", {});
    return [Fn.lower(key.stringValue), Fn.lower(key.stringValue), true];
  },
  "an expression that is written as text": (stack) => {
    const key = new TerraformVariable(stack, "key", {});
    return [ref("var.key"), key.stringValue, true];
  },
  "a variable and an id": (stack) => [new TerraformVariable(stack, "key", {}).stringValue, "key-1", false],
};

const newStackBeside = (stack: TerraformStack) => new TerraformStack(stack.node.root, "beside");

test.each(Object.entries(keys))("keys: %s", (_name, make) => {
  const stack = newStack();
  const [used, allowed, isAllowed] = make(stack);
  new BucketEncryptionPolicy(stack, { keys: [allowed] });
  new BosBucketEncryption(stack, "logs", { bucket: "acme-logs", encryption: Encryption.kmsManaged(used) });
  expect(findingsOf(stack)).toEqual(
    isAllowed ? [] : [expect.stringMatching(/^\[prod\/logs\] encryption.kmsMasterKeyId: The policy allows /)],
  );
});

test("what only Terraform knows is not taken for allowed", () => {
  const stack = newStack();
  const variable = (id: string) => new TerraformVariable(stack, id, {}).stringValue;
  new BucketEncryptionPolicy(stack, {
    algorithms: ["AES256", "SM4"],
    keys: [new BosKmsKey(stack, "team"), "key-1"],
  });
  const encryption = Encryption.kmsManaged({
    key: variable("key"),
    algorithm: variable("algorithm") as SseAlgorithm,
  });
  new BosBucketEncryption(stack, "logs", { bucket: "acme-logs", encryption });
  expect(findingsOf(stack)).toEqual([
    `[prod/logs] encryption.algorithm: The policy allows "AES256" or "SM4"; what ${ref("var.algorithm")} is, only Terraform knows. Write one that is allowed.`,
    `[prod/logs] encryption.kmsMasterKeyId: The policy allows ${ref("bos_kms_key.team.key_id")} or "key-1"; what ${ref("var.key")} is, only Terraform knows. Use a key that is allowed, or let this one be added to the policy's keys.`,
  ]);
});

const overrides: Record<string, { path: string; value: unknown; finding: RegExp }> = {
  "turned off": { path: "enabled", value: false, finding: /forbids disabled/ },
  "turned off by Terraform, perhaps": { path: "enabled", value: ref("var.on"), finding: /forbids disabled/ },
  "without its key": { path: "kms_master_key_id", value: null, finding: /wants a KMS master key/ },
  "another key": { path: "kms_master_key_id", value: "key-9", finding: /allows "key-1", not "key-9"/ },
  "another algorithm": { path: "sse_algorithm", value: "AES256", finding: /allows "SM4", not "AES256"/ },
};

test.each(Object.entries(overrides))("an override does not pass: %s", (_name, { path, value, finding }) => {
  const stack = newStack();
  new BucketEncryptionPolicy(stack, { minimum: "kms-managed", algorithms: ["SM4"], keys: ["key-1"] });
  const encryption = Encryption.kmsManaged({ key: "key-1", ...SM4 });
  const logs = new BosBucketEncryption(stack, "logs", { bucket: "acme-logs", encryption });
  (logs.node.defaultChild as TerraformResource).addOverride(path, value);
  expect(findingsOf(stack)).toEqual([expect.stringMatching(finding)]);
});

test.each([Engine.provider(), Engine.nullResource(), Engine.terraformData()])(
  "the engine makes no difference: $kind",
  (engine) => {
    const stack = newStack();
    new BucketEncryptionPolicy(stack);
    makeBucket(stack, "bucket", "acme-logs");
    const encryption = Encryption.disabled();
    new BosBucketEncryption(stack, "logs", { bucket: "acme-logs", encryption, engine });
    expect(findingsOf(stack)).toEqual([
      expect.stringContaining("[prod/logs] encryption: The policy forbids"),
    ]);
  },
);

test("what a construct says of itself is shown beside what the policy says", () => {
  const stack = newStack();
  new BucketEncryptionPolicy(stack);
  new BosBucketEncryption(stack, "logs", { bucket: "Acme", encryption: Encryption.disabled() });
  new BosBucketEncryption(stack, "none", JSON.parse('{ "bucket": "acme-none", "encryption": null }'));
  expect(findingsOf(stack).map((finding) => finding.slice(0, 45))).toEqual([
    "[prod/logs] bucket: A bucket's name holds onl",
    "[prod/logs] encryption: The policy forbids di",
    "[prod/none] encryption: Write Encryption.bosM",
  ]);
});

test("a policy is for what is below the construct that it is put on", () => {
  const stack = newStack();
  const team = new Construct(stack, "team");
  const encryption = Encryption.disabled();
  new BosBucketEncryption(stack, "logs", { bucket: "acme-logs", encryption });
  new BosBucketEncryption(team, "data", { bucket: "acme-data", encryption });
  new BucketEncryptionPolicy(team);
  new BosBucketEncryption(team, "later", { bucket: "acme-later", encryption });
  expect(findingsOf(stack).map((finding) => finding.split(" ")[0])).toEqual([
    "[prod/team/data]",
    "[prod/team/later]",
  ]);
});
