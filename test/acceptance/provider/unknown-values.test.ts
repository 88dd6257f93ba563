import { expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { AES256, kms, SM4 } from "../../support/cloud.ts";
import { encryption, knownAfterApply, main, outputOf, provider } from "../support/hcl.ts";
import { key } from "../support/keys.ts";
import { createWorkspace } from "../support/terraform.ts";
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

  const first = await tf.plan("-out=first.plan");
  expect(first.text).toContain("+ region = (known after apply)");
  expect(first.text.split('Warning: Bucket "logs" was not read')).toHaveLength(2);
  expect(first.text).toContain('The provider attributes "endpoint", "region" are not known yet');
  expect(cloud.requests).toEqual([]);
  await tf.apply("first.plan");
  expect(cloud.encryptionOf("logs")).toEqual(AES256);
  expect(tf.state()).toMatchObject({ "bos_bucket_encryption.logs": { region } });
  expect((await tf.plan()).code).toBe(NOTHING_TO_DO);

  // The endpoint is made anew: nothing can be read, and what is in the state stays.
  cloud.clearRequests();
  const { text } = await tf.plan("-replace=terraform_data.endpoint");
  expect(text).toContain("1 to add, 0 to change, 1 to destroy");
  expect(text.split('Warning: Bucket "logs" was not read')).toHaveLength(2);
  expect(text).toContain('The provider attribute "endpoint" is not known yet');
  expect(cloud.requests).toEqual([]);
});

it("reads what it can while settings are unknown that no request depends on", async () => {
  await using cloud = await startEmulator({ buckets: ["logs", "new"] });
  cloud.setEncryption("new", SM4);
  const settings = provider({
    max_retries: outputOf("setting", " == null ? 1 : 2"),
    request_timeout: outputOf("setting", " == null ? 1 : 20"),
    deny_weakening: outputOf("setting", ' == "strict"'),
  });
  const with_ = (...more: readonly string[]) => main(knownAfterApply("setting", "strict"), settings, ...more);
  await using tf = await createWorkspace({
    emulator: cloud,
    files: with_(encryption("logs", { bucket: "logs" })),
  });
  await tf.apply();
  cloud.setEncryption("logs", undefined);
  tf.write(with_(encryption("logs", { bucket: "logs" }), encryption("new", { bucket: "new" })));

  const { text } = await tf.plan("-replace=terraform_data.setting");
  expect(text).toContain("enabled = false -> true");
  expect(text).toContain('Warning: This takes over the encryption of bucket "new"');
  expect(text).not.toContain("was not read");

  // A weakening is a warning while it is not known whether it is denied; then the apply refuses.
  cloud.setEncryption("logs", AES256);
  tf.write(with_(encryption("logs", { bucket: "logs", enabled: false })));
  const { text: refused } = await tf.fails("apply", "-replace=terraform_data.setting");
  expect(refused).toContain('Warning: This turns off the encryption of bucket "logs"');
  expect(refused).toContain("deny_weakening is set, so this is refused");
  expect(cloud.encryptionOf("logs")).toEqual(AES256);
});

it("is blind only where it has to be: a region is missed by what names none, kms_endpoint by keys", async () => {
  await using cloud = await startEmulator({ buckets: ["placed", "placeless"] });
  cloud.createKey({ keyId: "key-1" });
  cloud.setEncryption("placed", SM4);
  const { BAIDUCLOUD_REGION: region = "", BOS_KMS_ENDPOINT: kmsEndpoint = "", ...env } = cloud.environment;
  await using tf = await createWorkspace({
    env,
    files: main(
      knownAfterApply("region", region),
      knownAfterApply("kms", kmsEndpoint),
      provider({ region: outputOf("region"), kms_endpoint: outputOf("kms") }),
      encryption("placed", { bucket: "placed", region, kms_master_key_id: "key-1" }),
      encryption("placeless", { bucket: "placeless" }),
    ),
  });
  const { text } = await tf.plan();
  expect(text).toContain('Warning: This takes over the encryption of bucket "placed"');
  expect(text).toContain('Warning: Bucket "placeless" was not read');
  expect(text).toContain('Warning: KMS key "key-1" was not read');
  expect(text).toContain('The provider attribute "kms_endpoint" is not known yet');
  expect(cloud.requests.map(({ bucket }) => bucket)).not.toContain("placeless");
  await tf.apply();
  expect(cloud.encryptionOf("placed")).toEqual(kms("key-1"));
  expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
});

it("says which key was not looked at", async () => {
  await using cloud = await startEmulator();
  const { BOS_ENDPOINT: endpoint = "", ...env } = cloud.environment;
  const settings = provider({ access_key: outputOf("id"), secret_key: outputOf("secret"), endpoint });
  const { BAIDUCLOUD_ACCESS_KEY: id = "", BAIDUCLOUD_SECRET_KEY: secret = "", ...rest } = env;
  await using tf = await createWorkspace({
    env: rest,
    files: main(
      knownAfterApply("id", id),
      knownAfterApply("secret", secret),
      settings,
      key("logs", { description: "logs" }),
    ),
  });
  await tf.apply();
  const [{ keyId } = { keyId: "" }] = cloud.keys;
  const { text } = await tf.plan("-replace=terraform_data.secret");
  expect(text).toContain(`Warning: KMS key "${keyId}" was not read`);
  expect(text).toContain('The provider attribute "secret_key" is not known yet');
});
