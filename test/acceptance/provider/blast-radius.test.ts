import { expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { encryption, knownAfterApply, main, outputOf } from "../support/hcl.ts";
import { createWorkspace } from "../support/terraform.ts";

const KEY = { kms_master_key_id: "key-1" };
const LOOKS = ["GetBucketAcl", "GetBucketLogging", "GetBucketReplication", "GetBucketStaticWebsite"];
const NOT_LOOKED_AT = "Not looked at: whether other buckets write their logs here.";

async function switching(buckets: readonly string[]) {
  const cloud = await startEmulator({ buckets: [...buckets] });
  for (const keyId of ["key-1", "key-2"]) cloud.createKey({ keyId });
  const tf = await createWorkspace({
    emulator: cloud,
    files: main(...buckets.map((bucket) => encryption(bucket, { bucket }))),
  });
  await tf.apply();
  cloud.clearRequests();
  tf.write(main(...buckets.map((bucket) => encryption(bucket, { bucket, ...KEY }))));
  return {
    cloud,
    tf,
    async [Symbol.asyncDispose]() {
      await tf.dispose();
      await cloud.close();
    },
  };
}

it("says who may be locked out by a switch to KMS-managed keys", async () => {
  await using scenario = await switching(["logged", "replicated", "website", "public", "plain"]);
  const { cloud, tf } = scenario;
  cloud.setLogging("logged", { targetBucket: "logged" });
  cloud.setReplication("replicated", [
    { id: "r", status: "enabled", resource: [], destination: { bucket: "plain" } },
  ]);
  cloud.setWebsite("website", { index: "index.html" });
  cloud.setAcl("public", [{ grantee: [{ id: "*" }], permission: ["READ"] }]);

  const { text } = await tf.plan();
  for (const bucket of ["logged", "replicated", "website", "public"]) {
    expect(text).toContain(`Warning: A KMS key may lock out users of bucket "${bucket}"`);
  }
  expect(text).not.toContain('users of bucket "plain"');
  expect(text).toContain(NOT_LOOKED_AT);
  const looks = cloud.requests.filter(
    ({ bucket, operation }) => bucket === "plain" && operation !== "GetBucketEncryption",
  );
  expect(looks.map(({ operation }) => operation).sort()).toEqual(LOOKS);
});

it("says what it could not look at, and goes on", async () => {
  await using scenario = await switching(["logs"]);
  const { cloud, tf } = scenario;
  cloud.addFault({ kind: "denied", operation: "GetBucketReplication" });
  const { text } = await tf.apply();
  expect(text).toContain('Warning: Some effects of a KMS key on bucket "logs" could not be checked');
  expect(text).toContain("replication (the permission GetBucketReplication is missing)");
  expect(cloud.encryptionOf("logs")).toMatchObject({ kmsMasterKeyId: "key-1" });
});

it("looks also when the key is known only after the apply, and not when the bucket has a key already", async () => {
  await using scenario = await switching(["logs"]);
  const { cloud, tf } = scenario;
  tf.write(
    main(
      knownAfterApply("key", "key-1"),
      encryption("logs", { bucket: "logs", kms_master_key_id: outputOf("key") }),
    ),
  );
  cloud.setWebsite("logs", { index: "index.html" });
  expect((await tf.apply()).text).toContain('may lock out users of bucket "logs"');

  cloud.clearRequests();
  tf.write(main(encryption("logs", { bucket: "logs", kms_master_key_id: "key-2" })));
  await tf.plan();
  expect(cloud.requests.map(({ operation }) => operation)).not.toContain("GetBucketStaticWebsite");
});
