import { type TerraformStack, TerraformVariable, Testing } from "cdktf";
import { Construct, RootConstruct } from "constructs";
import { expect, test } from "vitest";
import {
  BosBucketEncryption,
  BosKmsKey,
  type BosKmsKeyProps,
  BosProvider,
  DataBosKmsKey,
  Encryption,
  Engine,
} from "../../lib/index.ts";
import { configurationOf, issuesOf, newStack, ref } from "./support/stack.ts";

const keys: Record<string, { props: BosKmsKeyProps | undefined; attributes: Record<string, unknown> }> = {
  "nothing written": { props: undefined, attributes: {} },
  "everything written": {
    props: {
      description: "Buckets of Acme",
      keySpec: "SM4_128",
      protectedBy: "HSM",
      origin: "EXTERNAL",
      enabled: false,
      rotationCycle: 0,
      deletionWindowInDays: 7,
      force: true,
      region: "bj",
      lifecycle: { createBeforeDestroy: true },
    },
    attributes: {
      description: "Buckets of Acme",
      key_spec: "SM4_128",
      protected_by: "HSM",
      origin: "EXTERNAL",
      enabled: false,
      rotation_cycle: 0,
      deletion_window_in_days: 7,
      force: true,
      region: "bj",
      lifecycle: { create_before_destroy: true },
    },
  },
};

test.each(Object.entries(keys))("a key with %s", (_name, { props, attributes }) => {
  const stack = newStack();
  new BosKmsKey(stack, "key", props);
  expect(issuesOf(stack)).toEqual([]);
  const { resource, terraform } = configurationOf(stack);
  expect(resource).toEqual({ bos_kms_key: { key: attributes } });
  expect(terraform).toMatchObject({ required_providers: { bos: {} } });
});

test("a key's tokens are references, and numbers and flags may be tokens", () => {
  const stack = newStack();
  const variable = new TerraformVariable(stack, "value", {});
  const key = new BosKmsKey(stack, "key", {
    enabled: variable.booleanValue,
    rotationCycle: variable.numberValue,
    deletionWindowInDays: variable.numberValue,
    region: variable.stringValue,
  });
  const { keyId, description, keySpec, protectedBy, origin, enabled, region } = key;
  stack.addOverride("locals", { keyId, description, keySpec, protectedBy, origin, enabled, region });
  expect(issuesOf(stack)).toEqual([]);
  expect(configurationOf(stack)).toMatchObject({
    locals: {
      keyId: ref("bos_kms_key.key.key_id"),
      description: ref("bos_kms_key.key.description"),
      keySpec: ref("bos_kms_key.key.key_spec"),
      protectedBy: ref("bos_kms_key.key.protected_by"),
      origin: ref("bos_kms_key.key.origin"),
      enabled: ref("bos_kms_key.key.enabled"),
      region: ref("bos_kms_key.key.region"),
    },
    resource: {
      bos_kms_key: {
        key: {
          enabled: ref("var.value"),
          rotation_cycle: ref("var.value"),
          deletion_window_in_days: ref("var.value"),
          region: ref("var.value"),
        },
      },
    },
  });
});

test("everything wrong with a key is shown at once, and CDK's HCL is written nevertheless", () => {
  const stack = newStack();
  const props = {
    description: 7,
    protectedBy: "software",
    origin: null,
    enabled: "yes",
    rotationCycle: -1,
    deletionWindowInDays: 6.5,
    region: "BJ",
    key_spec: "SM4_128",
  };
  new BosKmsKey(stack, "key", props as unknown as BosKmsKeyProps);
  const issues = [
    "key_spec: There is no such property, only description, keySpec, protectedBy, origin, enabled, rotationCycle, deletionWindowInDays, force, region, provider, dependsOn, count, forEach, lifecycle.",
    "description: Must be text, not 7.",
    'protectedBy: Write "SOFTWARE" or "HSM", not "software".',
    "origin: Must be text, not null.",
    'enabled: Must be true or false, not "yes".',
    "rotationCycle: Write a whole number of days from 7 to 365, or 0 for no rotation; got -1.",
    "deletionWindowInDays: Write a whole number of days from 7 to 30; got 6.5.",
    'region: A region is a short word of lower-case letters, digits and "-", such as "bj" or "gz"; got "BJ".',
  ];
  expect(issuesOf(stack)).toEqual(issues.map((issue) => `[prod/key] ${issue}`));
  expect(Testing.synthHcl(stack)).toContain('resource "bos_kms_key" "key"');
});

test("a key can be imported, and made through a provider block of its own", () => {
  const stack = newStack();
  const provider = new BosProvider(stack, "gz", { alias: "gz" });
  new BosKmsKey(stack, "key", { provider }).importFrom("5fa1b2c3", provider);
  expect(configurationOf(stack)).toMatchObject({
    import: [{ id: "5fa1b2c3", to: "bos_kms_key.key", provider: "bos.gz" }],
    resource: { bos_kms_key: { key: { provider: "bos.gz" } } },
  });
});

/** A user's own construct around a key. */
class TeamKey extends Construct {
  readonly keyId: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.keyId = new BosKmsKey(this, "key").keyId;
  }
}

const fromKey: Record<string, { make: (key: BosKmsKey) => Encryption; algorithm?: string; id?: string }> = {
  "a construct": { make: (key) => Encryption.kmsManaged(key) },
  "an id": { make: () => Encryption.kmsManaged("key-1"), id: "key-1" },
  "a token": { make: (key) => Encryption.kmsManaged(key.keyId) },
  "a construct and an algorithm": {
    make: (key) => Encryption.kmsManaged({ key, algorithm: "SM4" }),
    algorithm: "SM4",
  },
  "an id and an algorithm": {
    make: () => Encryption.kmsManaged({ key: "key-1", algorithm: "SM4" }),
    algorithm: "SM4",
    id: "key-1",
  },
  "an id under the name of the attribute": {
    make: () => Encryption.kmsManaged({ kmsMasterKeyId: "key-1" }),
    id: "key-1",
  },
  "a construct of the user's": {
    make: (key) => Encryption.kmsManaged(new TeamKey(key, "team")),
    id: ref("bos_kms_key.key_team_key_E83F9B53.key_id"),
  },
};

test.each(Object.entries(fromKey))("the key of a bucket: %s", (_name, row) => {
  const { make, algorithm = "AES256", id = ref("bos_kms_key.key.key_id") } = row;
  const stack = newStack();
  const encryption = make(new BosKmsKey(stack, "key"));
  new BosBucketEncryption(stack, "logs", { bucket: "acme-logs", encryption });
  expect(issuesOf(stack)).toEqual([]);
  expect(configurationOf(stack).resource?.["bos_bucket_encryption"]?.["logs"]).toEqual({
    bucket: "acme-logs",
    sse_algorithm: algorithm,
    kms_master_key_id: id,
  });
});

const wrongKeys: Record<string, { key: unknown; issue: string }> = {
  "both names at once": {
    key: { key: "key-1", kmsMasterKeyId: "key-2" },
    issue: "encryption.key: There is no such property, only algorithm, kmsMasterKeyId.",
  },
  "a key that is no construct": {
    key: { key: { keyId: "key-1" } },
    issue: 'encryption.kmsMasterKeyId: Must be text, not {"keyId":"key-1"}.',
  },
  "a construct that is no key": {
    key: new RootConstruct("other"),
    issue: "encryption.kmsMasterKeyId: Is missing.",
  },
  "no key": { key: { key: undefined }, issue: "encryption.kmsMasterKeyId: Is missing." },
  "an empty id": {
    key: "",
    issue:
      "encryption.kmsMasterKeyId: An empty text is no key: leave the key out for BOS-managed keys, or give the id of a KMS master key.",
  },
};

test.each(Object.entries(wrongKeys))("no key of a bucket: %s", (_name, { key, issue }) => {
  const stack = newStack();
  new BosBucketEncryption(stack, "logs", {
    bucket: "acme-logs",
    encryption: Encryption.kmsManaged(key as string),
  });
  expect(issuesOf(stack)).toEqual([`[prod/logs] ${issue}`]);
});

test.each([
  [0, []],
  [7, []],
  [365, []],
  [6, ["[prod/key] rotationCycle: Write a whole number of days from 7 to 365, or 0 for no rotation; got 6."]],
  [
    366,
    ["[prod/key] rotationCycle: Write a whole number of days from 7 to 365, or 0 for no rotation; got 366."],
  ],
  ["90", ['[prod/key] rotationCycle: Must be a number, not "90".']],
])("a rotation cycle of %j", (rotationCycle, issues) => {
  const stack = newStack();
  new BosKmsKey(stack, "key", { rotationCycle: rotationCycle as number });
  expect(issuesOf(stack)).toEqual(issues);
});

/** What CDK shows as a warning at synth, with the path of its construct. */
const warningsOf = (stack: TerraformStack) =>
  stack.node
    .findAll()
    .flatMap(({ node }) =>
      node.metadata
        .filter(({ type }) => type.endsWith("warn"))
        .map(({ data }) => `[${node.path}] ${String(data).split(". ")[0]}`),
    );

test("ids that look odd are a warning at synth", () => {
  const stack = newStack();
  const good = "5be45b47-38ba-f055-e892-25ff66c91adc";
  const token = new TerraformVariable(stack, "key", {}).stringValue;
  for (const [name, key] of Object.entries({ good, odd: "key-1", token, refused: "key 1" })) {
    new BosBucketEncryption(stack, name, { bucket: `acme-${name}`, encryption: Encryption.kmsManaged(key) });
    new DataBosKmsKey(stack, `${name}-data`, { keyId: key });
  }
  const engine = Engine.terraformData();
  new BosBucketEncryption(stack, "runtime", {
    bucket: "acme-runtime",
    engine,
    encryption: Encryption.kmsManaged("key-2"),
  });
  expect(warningsOf(stack)).toEqual([
    '[prod/odd] encryption.kmsMasterKeyId: KMS key id "key-1" has an unusual form',
    '[prod/odd-data] keyId: KMS key id "key-1" has an unusual form',
    '[prod/runtime] encryption.kmsMasterKeyId: KMS key id "key-2" has an unusual form',
  ]);
  expect(issuesOf(stack).map((issue) => issue.split(":")[0])).toEqual([
    "[prod/refused] encryption.kmsMasterKeyId",
    "[prod/refused-data] keyId",
  ]);
});
