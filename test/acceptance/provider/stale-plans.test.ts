import { expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { AES256, kms, SM4, writes } from "../../support/cloud.ts";
import { encryption, main } from "../support/hcl.ts";
import { createWorkspace } from "../support/terraform.ts";

it("refuses to give up a KMS key that was set between plan and apply", async () => {
  await using cloud = await startEmulator({ buckets: ["dropped", "swapped", "harmless"] });
  cloud.createKey({ keyId: "key-1" });
  const files = (algorithm: string) =>
    main(
      encryption("dropped", { bucket: "dropped", sse_algorithm: algorithm }),
      encryption("swapped", {
        bucket: "swapped",
        kms_master_key_id: "key-1",
        sse_algorithm: algorithm,
      }),
      encryption("harmless", { bucket: "harmless", sse_algorithm: algorithm }),
    );
  await using tf = await createWorkspace({ emulator: cloud, files: files("SM4") });
  await tf.apply();
  tf.write(files("AES256"));
  await tf.plan("-out=stale.plan");

  cloud.setEncryption("dropped", kms("foreign"));
  cloud.setEncryption("swapped", kms("foreign"));
  cloud.setEncryption("harmless", undefined);
  cloud.clearRequests();
  const { text } = await tf.fails("apply", "stale.plan");
  for (const bucket of ["dropped", "swapped"]) {
    expect(text).toContain(`Error: The encryption of bucket "${bucket}" was changed after the plan`);
    expect(cloud.encryptionOf(bucket)).toEqual(kms("foreign"));
  }
  expect(text).toContain("Nothing was changed. Run `terraform apply -refresh-only`, then plan again");
  expect(writes(cloud)).toEqual(["PUT harmless"]);
});

it("refuses a conflict that appeared between plan and apply of a create", async () => {
  await using cloud = await startEmulator({ buckets: ["key", "fail", "agreed"] });
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(
      encryption("key", { bucket: "key" }),
      encryption("fail", { bucket: "fail", on_conflict: "fail" }),
      encryption("agreed", { bucket: "agreed", on_conflict: "adopt" }),
    ),
  });
  await tf.plan("-out=stale.plan");

  cloud.setEncryption("key", kms("foreign"));
  cloud.setEncryption("fail", SM4);
  cloud.setEncryption("agreed", kms("foreign"));
  const { text } = await tf.fails("apply", "stale.plan");
  expect(text).toContain('Error: Bucket "key" uses KMS key foreign');
  expect(text).toContain('Error: Bucket "fail" is encrypted in another way');
  // Terraform 1.11 forwards nothing of the plan that was agreed to: what is given up is said by the apply.
  expect(text).toContain('Warning: KMS key "foreign" is no longer used by bucket "agreed"');
  expect(writes(cloud)).toEqual(["PUT agreed"]);
  expect(cloud.encryptionOf("agreed")).toEqual(AES256);
  expect(Object.keys(tf.state())).toEqual(["bos_bucket_encryption.agreed"]);
});

it("refuses a conflict that appears at the last moment, between the read that plans and the one that writes", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(encryption("logs", { bucket: "logs" })),
  });
  await tf.plan("-out=first.plan");

  // Terraform plans once more in the apply: the first read. The second one is the create's own.
  const slow = cloud.addFault({
    kind: "latency",
    ms: 1_000,
    operation: "GetBucketEncryption",
    skip: 1,
    times: 1,
  });
  const apply = tf.start(["apply", "-input=false", "first.plan"]);
  await expect.poll(() => slow.hits, { timeout: 20_000 }).toBe(1);
  cloud.setEncryption("logs", kms("foreign"));
  const { code, text } = await apply.result;
  expect(code).toBe(1);
  expect(text).toContain('Error: Bucket "logs" uses KMS key foreign');
  expect(writes(cloud)).toEqual([]);
});
