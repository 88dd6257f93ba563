import { expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { kms, SM4, writes } from "../../support/cloud.ts";
import { encryption, main } from "../support/hcl.ts";
import { createWorkspace } from "../support/terraform.ts";
import { NOTHING_TO_DO } from "../support/words.ts";

it("imports what a bucket has, with import blocks", async () => {
  await using cloud = await startEmulator({ buckets: ["bos-managed", "kms-managed", "off", "with-region"] });
  cloud.setEncryption("bos-managed", SM4);
  cloud.setEncryption("kms-managed", kms("key-1"));
  cloud.setEncryption("with-region", SM4);
  const block = (name: string, id: string) =>
    `import {\n  to = bos_bucket_encryption.${name}\n  id = "${id}"\n}\n`;
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(
      block("bos-managed", "bos-managed"),
      encryption("bos-managed", { bucket: "bos-managed", sse_algorithm: "SM4" }),
      block("kms-managed", "kms-managed"),
      encryption("kms-managed", { bucket: "kms-managed", kms_master_key_id: "key-1" }),
      block("off", "off"),
      encryption("off", { bucket: "off", enabled: false }),
      block("with-region", "su/with-region"),
      encryption("with-region", { bucket: "with-region", region: "su", sse_algorithm: "SM4" }),
    ),
  });

  expect((await tf.apply()).text).toContain("4 imported, 0 added, 0 changed, 0 destroyed");
  expect(writes(cloud)).toEqual([]);
  expect(tf.state()).toMatchObject({
    "bos_bucket_encryption.bos-managed": { sse_algorithm: "SM4", kms_master_key_id: null, region: "bj" },
    "bos_bucket_encryption.kms-managed": { sse_algorithm: "AES256", kms_master_key_id: "key-1" },
    "bos_bucket_encryption.off": { enabled: false, sse_algorithm: null, on_destroy: "disable" },
    "bos_bucket_encryption.with-region": { bucket: "with-region", region: "su" },
  });
  expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
});

it("imports with the command, and shows the difference in the next plan", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  cloud.setEncryption("logs", kms("key-1"));
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(encryption("logs", { bucket: "logs" })),
  });

  expect((await tf.run(["import", "bos_bucket_encryption.logs", "logs"])).text).toContain(
    "Import successful!",
  );
  const { text } = await tf.plan();
  expect(text).toContain("1 to change");
  // Imported is owned: dropping the key is a warning, and no conflict any more.
  expect(text).toContain('Warning: This drops the KMS key of bucket "logs"');
});

it.each([
  ["a missing bucket", "nowhere", 'There is no bucket "nowhere"'],
  ["an impossible name", "Logs!", "Invalid import id"],
  ["an impossible region", "BJ/logs", "Invalid import id"],
  ["too many parts", "a/b/logs", "Invalid import id"],
])("refuses %s", async (_, id, summary) => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(encryption("logs", { bucket: "logs" })),
  });
  const { code, text } = await tf.run(["import", "bos_bucket_encryption.logs", id]);
  expect(code).toBe(1);
  expect(text).toContain(summary);
  expect(tf.state()).toEqual({});
});
