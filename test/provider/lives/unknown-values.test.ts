import { expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { createWorkspace } from "../../support/terraform.ts";
import { AES256, kms } from "../support/cloud.ts";
import { encryption, knownAfterApply, main, outputOf, provider } from "../support/hcl.ts";
import { NOTHING_TO_DO } from "../support/words.ts";

it("takes bucket, key and `enabled` that are known only after the apply", async () => {
  await using cloud = await startEmulator({ buckets: ["logs", "keyed", "off"] });
  cloud.createKey({ keyId: "key-1" });
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(
      knownAfterApply("name", "logs"),
      encryption("logs", { bucket: outputOf("name") }),
      knownAfterApply("key", "key-1"),
      encryption("keyed", { bucket: "keyed", kms_master_key_id: outputOf("key") }),
      knownAfterApply("switch", "off"),
      encryption("off", { bucket: "off", enabled: outputOf("switch", ' == "on"') }),
    ),
  });

  await tf.apply();
  expect(cloud.encryptionOf("logs")).toEqual(AES256);
  expect(cloud.encryptionOf("keyed")).toEqual(kms("key-1"));
  expect(cloud.historyOf("off")).toEqual([undefined]);
  expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
});

it("warns of a key that may become another one", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  for (const keyId of ["key-1", "key-2"]) cloud.createKey({ keyId });
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(encryption("logs", { bucket: "logs", kms_master_key_id: "key-1" })),
  });
  await tf.apply();

  tf.write(
    main(
      knownAfterApply("key", "key-2"),
      encryption("logs", { bucket: "logs", kms_master_key_id: outputOf("key") }),
    ),
  );
  expect((await tf.apply()).text).toContain('Warning: This may weaken the encryption of bucket "logs"');
  expect(cloud.encryptionOf("logs")).toEqual(kms("key-2"));
});

it("reads nothing while the provider's settings are unknown, and applies once they are known", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  const { BOS_ENDPOINT: endpoint = "", BAIDUCLOUD_REGION: region = "", ...credentials } = cloud.environment;
  await using tf = await createWorkspace({
    env: credentials,
    files: main(
      knownAfterApply("endpoint", endpoint),
      knownAfterApply("region", region),
      provider({
        endpoint: outputOf("endpoint"),
        region: outputOf("region"),
      }),
      encryption("logs", { bucket: "logs" }),
    ),
  });

  expect((await tf.plan("-out=first.plan")).text).toContain("+ region = (known after apply)");
  expect(cloud.requests).toEqual([]);
  await tf.apply("first.plan");
  expect(cloud.encryptionOf("logs")).toEqual(AES256);
  expect(tf.state()).toMatchObject({ "bos_bucket_encryption.logs": { region } });
  expect((await tf.plan()).code).toBe(NOTHING_TO_DO);

  // The endpoint is made anew: nothing can be read, and what is in the state stays.
  cloud.clearRequests();
  const { text } = await tf.plan("-replace=terraform_data.endpoint");
  expect(text).toContain("1 to add, 0 to change, 1 to destroy");
  expect(cloud.requests).toEqual([]);
});
