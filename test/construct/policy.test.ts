import { Aspects, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { expect, test } from "vitest";
import { BosBucketEncryption, BosKmsKey, BucketEncryptionPolicy, Encryption } from "../../lib/index.ts";
import { findingsOf, findingsOfApp, makeBucket, on } from "./support/policy.ts";
import { newApp, newStack } from "./support/stack.ts";

/** Two stacks of several teams, with something to say of each construct but `well`. */
function makeStacks(app: Construct) {
  const storage = new TerraformStack(app, "storage");
  const archive = new TerraformStack(app, "archive");
  const key = new BosKmsKey(archive, "key");
  const encryption = Encryption.kmsManaged({ key, algorithm: "SM4" });
  makeBucket(storage, "logs", "acme-logs");
  new BosBucketEncryption(storage, "data", { bucket: "acme-data" });
  const team = new Construct(archive, "team");
  new BosBucketEncryption(team, "old", { bucket: "acme-old", encryption: Encryption.disabled() });
  const well = makeBucket(storage, "well", "acme-well");
  new BosBucketEncryption(archive, "well", { bucket: well.getStringAttribute("bucket"), encryption });
  return key;
}

const findings = [
  '[storage/logs] no BosBucketEncryption sets the encryption of "acme-logs". Add one with this resource\'s attribute `bucket` as its bucket.',
  "[storage/data] encryption: The policy wants a KMS master key of your own. Write Encryption.kmsManaged(key).",
  '[storage/data] encryption.algorithm: The policy allows "SM4", not "AES256". Write one that is allowed.',
  "[archive/team/old] encryption: The policy forbids disabled(). Write Encryption.kmsManaged(key).",
];

test("a real synth shows the findings of all stacks of an app at once", () => {
  const app = newApp();
  new BucketEncryptionPolicy(app, { minimum: "kms-managed", algorithms: ["SM4"] });
  makeStacks(app);
  expect(findingsOfApp(app)).toEqual(findings);
});

test("what is wrong with a policy of an app is shown with what it finds", () => {
  const app = newApp();
  const exceptions = [{ path: "storage/gone", reason: "SHOP-7", expires: "2027-03-31" }];
  new BucketEncryptionPolicy(
    app,
    { minimum: "kms-managed", algorithms: ["SM4"], exceptions },
    on("2027-01-01"),
  );
  makeStacks(app);
  expect(findingsOfApp(app)).toEqual([
    'BucketEncryptionPolicy: exceptions[0]: nothing needs the exception for "storage/gone". Remove it.',
    ...findings,
  ]);
});

test("an app that is as its policy wants is synthesised", () => {
  const app = newApp();
  new BucketEncryptionPolicy(app, { minimum: "kms-managed", requireForBuckets: false });
  const stack = new TerraformStack(app, "storage");
  new BosBucketEncryption(stack, "data", { bucket: "acme-data", encryption: Encryption.kmsManaged("key-1") });
  expect(findingsOfApp(app)).toEqual([]);
});

test("a construct that groups stacks has a policy of its own", () => {
  const app = newApp();
  // CDK Terrain forbids it to new projects.
  app.node.setContext("failOnConstructsOutsideOfStacks", false);
  const team = new Construct(app, "team");
  new BucketEncryptionPolicy(team);
  makeBucket(new TerraformStack(app, "other"), "logs", "acme-logs");
  makeBucket(new TerraformStack(team, "storage"), "logs", "acme-logs");
  expect(findingsOfApp(app)).toEqual([expect.stringContaining("[team/storage/logs] no BosBucketEncryption")]);
});

test("a stack in a stack is judged with it", () => {
  const outer = newStack();
  new BucketEncryptionPolicy(outer);
  makeBucket(new TerraformStack(outer, "inner"), "logs", "acme-logs");
  expect(findingsOf(outer)).toEqual([expect.stringContaining("[prod/inner/logs] no BosBucketEncryption")]);
});

test("each synth judges anew, and tells everything once", () => {
  const stack = newStack();
  const policy = new BucketEncryptionPolicy(stack);
  // Not needed, and no harm.
  Aspects.of(stack).add(policy);
  makeBucket(stack, "logs", "acme-logs");
  expect([findingsOf(stack).length, findingsOf(stack).length]).toEqual([1, 1]);
  new BosBucketEncryption(stack, "encryption", { bucket: "acme-logs" });
  expect(findingsOf(stack)).toEqual([]);
});

test("several policies are all kept", () => {
  const stack = newStack();
  new BucketEncryptionPolicy(stack, { algorithms: ["SM4"] });
  new BucketEncryptionPolicy(stack, { minimum: "kms-managed" });
  new BosBucketEncryption(stack, "logs", { bucket: "acme-logs" });
  expect(findingsOf(stack).map((finding) => finding.split(":")[0])).toEqual([
    "[prod/logs] encryption.algorithm",
    "[prod/logs] encryption",
  ]);
});

test("CDK does not ask the aspects of an app, so a policy cannot be made without its place", () => {
  const app = newApp();
  const asked: Construct[] = [];
  Aspects.of(app).add({ visit: (construct) => asked.push(construct as Construct) });
  new TerraformStack(app, "storage");
  app.synth();
  expect(asked).toEqual([]);
  const options = { minimum: "kms-managed" } as unknown as Construct;
  expect(() => new BucketEncryptionPolicy(options)).toThrow(
    "BucketEncryptionPolicy: first comes the app, stack or construct that the policy is for: new BucketEncryptionPolicy(app, { … }).",
  );
});
