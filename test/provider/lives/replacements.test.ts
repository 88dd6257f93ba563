import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { createWorkspace } from "../../support/terraform.ts";
import { AES256, kms } from "../support/cloud.ts";
import { encryption, main } from "../support/hcl.ts";
import { NOTHING_TO_DO } from "../support/words.ts";

const REPLACE = "-replace=bos_bucket_encryption.logs";
const CREATE_FIRST = "  lifecycle {\n    create_before_destroy = true\n  }\n";

it("turns off and on again under -replace; what the resource itself has set is no conflict", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  for (const keyId of ["key-1", "key-2"]) cloud.createKey({ keyId });
  const logs = (key: string) => main(encryption("logs", { bucket: "logs", kms_master_key_id: key }));
  await using tf = await createWorkspace({ emulator: cloud, files: logs("key-1") });
  await tf.apply();

  tf.write(logs("key-2"));
  const { text } = await tf.apply(REPLACE);
  expect(text).toContain("1 added, 0 changed, 1 destroyed");
  expect(text).toContain('Warning: This replaces the KMS key of bucket "logs"');
  expect(text).not.toContain("takes over");
  expect(cloud.historyOf("logs")).toEqual([undefined, kms("key-1"), undefined, kms("key-2")]);
  expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
});

it("is never off under -replace with create_before_destroy", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(encryption("logs", { bucket: "logs" }, CREATE_FIRST)),
  });
  await tf.apply();

  const { text } = await tf.apply(REPLACE);
  expect(text).toContain("1 added, 0 changed, 1 destroyed");
  expect(text).toContain('Warning: The encryption of bucket "logs" stays on');
  expect(cloud.historyOf("logs")).toEqual([undefined, AES256]);
  expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
});

it.each([
  ["the old one first", ""],
  ["the new one first", CREATE_FIRST],
])("goes from one bucket to another when the name changes, %s", async (_, lifecycle) => {
  await using cloud = await startEmulator({ buckets: ["old", "new"] });
  const logs = (bucket: string) => main(encryption("logs", { bucket }, lifecycle));
  await using tf = await createWorkspace({ emulator: cloud, files: logs("old") });
  await tf.apply();

  tf.write(logs("new"));
  const { text } = await tf.apply();
  expect(text).toContain('Warning: Destroying this turns off the encryption of bucket "old"');
  expect(text).toContain("1 added, 0 changed, 1 destroyed");
  expect(cloud.historyOf("old")).toEqual([undefined, AES256, undefined]);
  expect(cloud.historyOf("new")).toEqual([undefined, AES256]);
  expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
});

it("leaves the old bucket as it is when it was to be retained", async () => {
  await using cloud = await startEmulator({ buckets: ["old", "new"] });
  const logs = (bucket: string) => main(encryption("logs", { bucket, on_destroy: "retain" }));
  await using tf = await createWorkspace({ emulator: cloud, files: logs("old") });
  await tf.apply();

  tf.write(logs("new"));
  expect((await tf.apply()).text).not.toContain("turns off");
  expect(cloud.encryptionOf("old")).toEqual(AES256);
  expect(cloud.encryptionOf("new")).toEqual(AES256);
});

it("keeps a bucket on that an interrupted replacement has left behind, and says how to go on", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(encryption("logs", { bucket: "logs" }, CREATE_FIRST)),
  });
  await tf.apply();
  // What Terraform's state holds when it was killed between the create and the destroy of the old object.
  const state = JSON.parse(readFileSync(join(tf.folder, "terraform.tfstate"), "utf8"));
  const [{ instances }] = state.resources;
  instances.push({ ...instances[0], deposed: "0badcafe" });
  tf.write({ "terraform.tfstate": JSON.stringify({ ...state, serial: state.serial + 1 }) });

  expect((await tf.fails("apply")).text).toContain(
    "If an interrupted replacement left a deposed object, `terraform state rm` the resource and import it again",
  );
  expect((await tf.run(["state", "rm", "bos_bucket_encryption.logs"])).code).toBe(0);
  expect((await tf.run(["import", "bos_bucket_encryption.logs", "logs"])).code).toBe(0);
  expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
  expect(cloud.historyOf("logs")).toEqual([undefined, AES256]);
});
