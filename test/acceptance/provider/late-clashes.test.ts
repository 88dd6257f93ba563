// What no plan could see: that two resources are about one bucket, or what has happened to it since.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { AES256, kms, writes } from "../../support/cloud.ts";
import { encryption, knownAfterApply, main, outputOf, provider } from "../support/hcl.ts";
import { createWorkspace } from "../support/terraform.ts";
import { NOTHING_TO_DO } from "../support/words.ts";

it.each([0, 300])(
  "ends encrypted when a resource whose bucket is known late replaces another, %d ms",
  async (ms) => {
    await using cloud = await startEmulator({ buckets: ["logs"] });
    const name = knownAfterApply("name", "logs");
    await using tf = await createWorkspace({
      emulator: cloud,
      files: main(name, encryption("old", { bucket: "logs" })),
    });
    await tf.apply();

    cloud.addFault({ kind: "latency", ms, operation: "DeleteBucketEncryption" });
    tf.write(main(name, encryption("new", { bucket: outputOf("name") })));
    await tf.apply("-replace=terraform_data.name");
    expect(cloud.encryptionOf("logs")).toEqual(AES256);
    expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
  },
);

it("sees a renamed resource also while the provider's settings are unknown", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  const endpoint = knownAfterApply("endpoint", cloud.url);
  const settings = provider({ endpoint: outputOf("endpoint") });
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(endpoint, settings, encryption("old", { bucket: "logs" })),
  });
  await tf.apply();
  cloud.clearRequests();

  tf.write(main(endpoint, settings, encryption("new", { bucket: "logs" })));
  const { text } = await tf.fails("apply", "-replace=terraform_data.endpoint");
  expect(text).toContain('Error: Bucket "logs" would be disabled by one resource and enabled by another');
  expect(writes(cloud)).toEqual([]);
});

it("does not destroy a setting that was made after the plan", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  cloud.createKey({ keyId: "key-1" });
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(encryption("logs", { bucket: "logs", kms_master_key_id: "key-1" })),
  });
  await tf.apply();
  await tf.plan("-destroy", "-out=stale.plan");

  cloud.setEncryption("logs", kms("rotated"));
  const { text } = await tf.fails("apply", "stale.plan");
  expect(text).toContain('Error: The encryption of bucket "logs" was changed after the plan');
  expect(cloud.encryptionOf("logs")).toEqual(kms("rotated"));
  await tf.destroy();
  expect(cloud.encryptionOf("logs")).toBeUndefined();
});

it("sends BOS no request when only on_destroy changes, whatever has happened to the bucket", async () => {
  await using cloud = await startEmulator({ buckets: ["never", "always"] });
  const both = (on_destroy: string) =>
    main(
      encryption("never", { bucket: "never", enabled: false, on_destroy }),
      encryption("always", { bucket: "always", on_destroy }),
    );
  await using tf = await createWorkspace({ emulator: cloud, files: both("disable") });
  await tf.apply();
  tf.write(both("retain"));
  await tf.plan("-out=stale.plan");

  cloud.setEncryption("never", kms("theirs"));
  cloud.setEncryption("always", kms("theirs"));
  cloud.clearRequests();
  expect((await tf.run(["apply", "stale.plan"])).code).toBe(0);
  expect(cloud.requests).toEqual([]);
});

it("warns of a create that may take away what the bucket has", async () => {
  await using cloud = await startEmulator({ buckets: ["switched", "keyed"] });
  cloud.createKey({ keyId: "key-1" });
  cloud.setEncryption("switched", AES256);
  cloud.setEncryption("keyed", kms("theirs"));
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(
      knownAfterApply("switch", "off"),
      encryption("switched", { bucket: "switched", enabled: outputOf("switch", ' == "on"') }),
      knownAfterApply("key", "ours"),
      encryption("keyed", { bucket: "keyed", kms_master_key_id: outputOf("key") }),
    ),
  });
  const { text } = await tf.plan();
  expect(text).toContain('Warning: This may weaken the encryption of bucket "switched"');
  expect(text).toContain('Warning: This may weaken the encryption of bucket "keyed"');
});

it("says so when a destroy takes a bucket for gone that it could not confirm to be", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(encryption("logs", { bucket: "logs" })),
  });
  await tf.apply();
  const operation = ["GetBucketEncryption", "HeadBucket"] as const;
  cloud.addFault({ kind: "error", status: 404, code: "NoSuchBucket", operation });
  cloud.addFault({ kind: "denied", operation: "ListBuckets" });
  const { text } = await tf.destroy("-refresh=false");
  expect(text).toContain("no list of buckets confirms it");
});

it("follows the way out of a list that became shorter: each index moved to its key", async () => {
  await using cloud = await startEmulator({ buckets: ["aaa", "bbb", "ccc"] });
  const counted = (names: readonly string[]) => `resource "bos_bucket_encryption" "all" {
  count  = ${names.length}
  bucket = ${JSON.stringify(names)}[count.index]
}
`;
  await using tf = await createWorkspace({ emulator: cloud, files: main(counted(["aaa", "bbb", "ccc"])) });
  await tf.apply();
  tf.write(main(counted(["bbb", "ccc"])));
  const { text } = await tf.fails("plan");
  expect(text).toContain('Other cases: docs/provider.md, "One bucket, one resource".');
  const page = readFileSync(join(import.meta.dirname, "../../../docs/provider.md"), "utf8");
  expect(page).toContain("### One bucket, one resource");
  expect(page).toContain("use `for_each`, with one `moved` block from each index to its key");

  const moved = ["aaa", "bbb", "ccc"].map(
    (name, index) => `moved {
  from = bos_bucket_encryption.all[${index}]
  to   = bos_bucket_encryption.all["${name}"]
}
`,
  );
  cloud.clearRequests();
  tf.write(
    main(
      `resource "bos_bucket_encryption" "all" {\n  for_each = toset(["bbb", "ccc"])\n  bucket   = each.key\n}\n`,
      ...moved,
    ),
  );
  await tf.apply();
  expect(writes(cloud)).toEqual(["DELETE aaa"]);
});
