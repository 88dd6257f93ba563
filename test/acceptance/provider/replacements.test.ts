import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { AES256, kms, SM4 } from "../../support/cloud.ts";
import { type Attributes, encryption, main } from "../support/hcl.ts";
import { createWorkspace } from "../support/terraform.ts";
import { NOTHING_TO_DO } from "../support/words.ts";

const REPLACE = "-replace=bos_bucket_encryption.logs";
const CREATE_FIRST = "  lifecycle {\n    create_before_destroy = true\n  }\n";

const logs = (attributes: Partial<Attributes>, more = "") =>
  main(encryption("logs", { bucket: "logs", ...attributes }, more));

describe("a replacement of a resource by itself", () => {
  it("has no moment without encryption, also when the key changes, which is no conflict", async () => {
    await using cloud = await startEmulator({ buckets: ["logs"] });
    for (const keyId of ["key-1", "key-2"]) cloud.createKey({ keyId });
    await using tf = await createWorkspace({
      emulator: cloud,
      files: logs({ kms_master_key_id: "key-1" }),
    });
    await tf.apply();

    tf.write(logs({ kms_master_key_id: "key-2" }));
    const { text } = await tf.apply(REPLACE);
    expect(text).toContain("1 added, 0 changed, 1 destroyed");
    expect(text).toContain('Warning: This replaces the KMS key of bucket "logs"');
    expect(text).not.toContain("takes over");
    expect(text).not.toContain("turns off");
    expect(text).not.toContain("no longer used");
    expect(cloud.historyOf("logs")).toEqual([undefined, kms("key-1"), kms("key-2")]);
    expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
  });

  it("writes nothing where nothing differs, tainted or not, under deny_weakening", async () => {
    await using cloud = await startEmulator({ buckets: ["logs"] });
    cloud.createKey({ keyId: "key-1" });
    await using tf = await createWorkspace({
      emulator: cloud,
      env: { BOS_DENY_WEAKENING: "1" },
      files: logs({ kms_master_key_id: "key-1" }),
    });
    await tf.apply();
    await tf.apply(REPLACE);
    expect((await tf.run(["taint", "bos_bucket_encryption.logs"])).code).toBe(0);
    expect((await tf.apply()).text).toContain("1 added, 0 changed, 1 destroyed");
    expect(cloud.historyOf("logs")).toEqual([undefined, kms("key-1")]);
    expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
  });

  it("gives up the key of a tainted object that the plan has shown", async () => {
    await using cloud = await startEmulator({ buckets: ["logs"] });
    cloud.createKey({ keyId: "key-1" });
    await using tf = await createWorkspace({
      emulator: cloud,
      files: logs({ kms_master_key_id: "key-1" }),
    });
    await tf.apply();
    expect((await tf.run(["taint", "bos_bucket_encryption.logs"])).code).toBe(0);
    tf.write(logs({}));
    expect((await tf.apply()).text).toContain('Warning: This drops the KMS key of bucket "logs"');
    expect(cloud.historyOf("logs")).toEqual([undefined, kms("key-1"), AES256]);
  });

  it("gives up no key that somebody set between the refresh of a tainted object and its plan", async () => {
    await using cloud = await startEmulator({ buckets: ["logs"] });
    await using tf = await createWorkspace({ emulator: cloud, files: logs({}) });
    await tf.apply();
    expect((await tf.run(["taint", "bos_bucket_encryption.logs"])).code).toBe(0);
    const act = () => cloud.setEncryption("logs", kms("theirs"));
    const operation = "GetBucketEncryption";
    cloud.addFault({ kind: "meanwhile", act, operation, when: "after-effect", times: 1 });
    const { text } = await tf.fails("apply");
    expect(text).toContain('Error: Bucket "logs" uses KMS key theirs, which the state does not show');
    expect(cloud.historyOf("logs")).toEqual([undefined, AES256, kms("theirs")]);
  });

  it("gives up no key that an old answer has hidden from the refresh of a tainted object", async () => {
    await using cloud = await startEmulator({ buckets: ["logs"] });
    cloud.createKey({ keyId: "key-1" });
    const files = (enabled: boolean) => logs({ kms_master_key_id: "key-1", enabled });
    await using tf = await createWorkspace({ emulator: cloud, files: files(true) });
    await tf.apply();
    expect((await tf.run(["taint", "bos_bucket_encryption.logs"])).code).toBe(0);
    tf.write(files(false));
    const body = { encryptionAlgorithm: "none" };
    cloud.addFault({ kind: "answer", body, operation: "GetBucketEncryption", times: 1 });
    const { text } = await tf.fails("apply");
    expect(text).toContain('Error: Bucket "logs" uses KMS key key-1, which the state does not show');
    expect(cloud.encryptionOf("logs")).toEqual(kms("key-1"));
    await tf.apply();
    expect(cloud.historyOf("logs")).toEqual([undefined, kms("key-1"), undefined]);
  });

  it("turns off what is to be off", async () => {
    await using cloud = await startEmulator({ buckets: ["logs"] });
    await using tf = await createWorkspace({ emulator: cloud, files: logs({}) });
    await tf.apply();
    tf.write(logs({ enabled: false }));
    await tf.apply(REPLACE);
    expect(cloud.historyOf("logs")).toEqual([undefined, AES256, undefined]);
    expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
  });

  it("leaves the bucket as it was when the second half fails, and the next apply adopts it", async () => {
    await using cloud = await startEmulator({ buckets: ["logs"] });
    await using tf = await createWorkspace({ emulator: cloud, files: logs({}) });
    await tf.apply();
    tf.write(logs({ sse_algorithm: "SM4" }));
    cloud.addFault({ kind: "denied", operation: "PutBucketEncryption" });
    await tf.fails("apply", REPLACE);
    expect(tf.state()).toEqual({});
    cloud.clearFaults();
    await tf.apply();
    expect(cloud.historyOf("logs")).toEqual([undefined, AES256, SM4]);
    expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
  });

  it("refuses to give up a key that somebody set after the plan", async () => {
    await using cloud = await startEmulator({ buckets: ["logs"] });
    cloud.createKey({ keyId: "key-1" });
    await using tf = await createWorkspace({
      emulator: cloud,
      files: logs({ kms_master_key_id: "key-1" }),
    });
    await tf.apply();
    tf.write(logs({}));
    await tf.plan("-out=stale.plan", REPLACE);
    cloud.setEncryption("logs", kms("theirs"));
    const { text } = await tf.fails("apply", "stale.plan");
    expect(text).toContain('Error: The encryption of bucket "logs" was changed after the plan');
    expect(cloud.encryptionOf("logs")).toEqual(kms("theirs"));
  });
});

// Terraform plans in an order of its own: both names must do.
it.each([
  ["old", "new"],
  ["new", "old"],
])("takes no bucket that %s has left to %s for its own, though it was read", async (from, to) => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  cloud.createKey({ keyId: "key-1" });
  const kept = { bucket: "logs", on_destroy: "retain" } as const;
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(encryption(from, { ...kept, kms_master_key_id: "key-1" })),
  });
  await tf.apply();
  tf.write(main(encryption(to, kept)));
  expect((await tf.fails("plan")).text).toContain('Error: Bucket "logs" uses KMS key key-1');
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

it("says what it takes over when it goes on to another bucket", async () => {
  await using cloud = await startEmulator({ buckets: ["old", "new"] });
  cloud.setEncryption("new", kms("theirs"));
  const to = (bucket: string) => main(encryption("logs", { bucket, on_conflict: "adopt" }));
  await using tf = await createWorkspace({ emulator: cloud, files: to("old") });
  await tf.apply();
  tf.write(to("new"));
  expect((await tf.plan()).text).toContain('Warning: This takes over the encryption of bucket "new"');
  expect((await tf.apply()).text).toContain('Warning: KMS key "theirs" is no longer used by bucket "new"');
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
    'Other cases: docs/provider.md, "One bucket, one resource".',
  );
  expect((await tf.run(["state", "rm", "bos_bucket_encryption.logs"])).code).toBe(0);
  expect((await tf.run(["import", "bos_bucket_encryption.logs", "logs"])).code).toBe(0);
  expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
  expect(cloud.historyOf("logs")).toEqual([undefined, AES256]);
});
