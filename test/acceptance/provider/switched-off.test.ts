import { expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { AES256, kms, writes } from "../../support/cloud.ts";
import { encryption, main } from "../support/hcl.ts";
import { createWorkspace } from "../support/terraform.ts";
import { NOTHING_TO_DO } from "../support/words.ts";

it("turns encryption off and on with `enabled`, and keeps what is written beside it", async () => {
  await using cloud = await startEmulator({ buckets: ["bare", "with-algorithm", "with-key"] });
  cloud.createKey({ keyId: "key-1" });
  const files = (enabled: boolean) =>
    main(
      encryption("bare", { bucket: "bare", enabled }),
      encryption("with-algorithm", { bucket: "with-algorithm", enabled, sse_algorithm: "AES256" }),
      encryption("with-key", { bucket: "with-key", enabled, kms_master_key_id: "key-1" }),
    );
  await using tf = await createWorkspace({ emulator: cloud, files: files(true) });
  await tf.apply();

  tf.write(files(false));
  const { text } = await tf.apply();
  expect(text).toContain('Warning: This turns off the encryption of bucket "with-key"');
  expect(["bare", "with-algorithm", "with-key"].map(cloud.encryptionOf)).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(tf.state()).toMatchObject({
    "bos_bucket_encryption.bare": { enabled: false, sse_algorithm: null, kms_master_key_id: null },
    "bos_bucket_encryption.with-algorithm": { enabled: false, sse_algorithm: "AES256" },
    "bos_bucket_encryption.with-key": { enabled: false, sse_algorithm: null, kms_master_key_id: "key-1" },
  });
  expect((await tf.plan()).code).toBe(NOTHING_TO_DO);

  tf.write(files(true));
  await tf.apply();
  expect(["bare", "with-algorithm", "with-key"].map(cloud.encryptionOf)).toEqual([
    AES256,
    AES256,
    kms("key-1"),
  ]);
  expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
});

it("is created off without a write, and destroyed off without a request", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(encryption("logs", { bucket: "logs", enabled: false, kms_master_key_id: "key-1" })),
  });
  expect((await tf.apply()).text).not.toContain("Warning");
  expect((await tf.destroy()).text).not.toContain("Warning");
  expect(writes(cloud)).toEqual([]);
});
