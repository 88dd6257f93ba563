import { expect, it } from "vitest";
import { type EncryptionFields, startEmulator } from "../../../lib/emulator/index.ts";
import { AES256, kms, SM4, writes } from "../../support/cloud.ts";
import { type Attributes, encryption, main } from "../support/hcl.ts";
import { createWorkspace } from "../support/terraform.ts";
import { WAY_OUT } from "../support/words.ts";

interface Row {
  readonly bucket: string;
  /** What the bucket has before this resource is created. */
  readonly has: EncryptionFields;
  readonly desired: Omit<Attributes, "bucket">;
}

const TAKEN_OVER: readonly (Row & { readonly ends: object | undefined })[] = [
  { bucket: "unset-algorithm", has: SM4, desired: {}, ends: AES256 },
  { bucket: "unset-key-added", has: AES256, desired: { kms_master_key_id: "key-1" }, ends: kms("key-1") },
  { bucket: "adopt-algorithm", has: SM4, desired: { on_conflict: "adopt" }, ends: AES256 },
  { bucket: "adopt-key-dropped", has: kms("key-1"), desired: { on_conflict: "adopt" }, ends: AES256 },
  {
    bucket: "adopt-key-swapped",
    has: kms("key-1"),
    desired: { on_conflict: "adopt", kms_master_key_id: "key-2" },
    ends: kms("key-2"),
  },
  {
    bucket: "adopt-turned-off",
    has: kms("key-1"),
    desired: { on_conflict: "adopt", enabled: false },
    ends: undefined,
  },
  { bucket: "unset-turned-off", has: SM4, desired: { enabled: false }, ends: undefined },
];

it("takes over what loses nothing or was agreed to, with a warning that says what is replaced", async () => {
  await using cloud = await startEmulator({ buckets: TAKEN_OVER.map(({ bucket }) => bucket) });
  for (const keyId of ["key-1", "key-2"]) cloud.createKey({ keyId });
  for (const { bucket, has } of TAKEN_OVER) cloud.setEncryption(bucket, has);
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(...TAKEN_OVER.map(({ bucket, desired }) => encryption(bucket, { bucket, ...desired }))),
  });

  const { text } = await tf.apply();
  for (const { bucket } of TAKEN_OVER) {
    expect(text).toContain(`Warning: This takes over the encryption of bucket "${bucket}"`);
  }
  expect(text).toContain("AES256 with KMS key key-1, wanted AES256 with KMS key key-2");
  expect(TAKEN_OVER.map(({ bucket }) => cloud.encryptionOf(bucket))).toEqual(
    TAKEN_OVER.map(({ ends }) => ends),
  );
});

const REFUSED: readonly (Row & { readonly summary: string })[] = [
  { bucket: "unset-dropped", has: kms("key-1"), desired: {}, summary: "uses KMS key key-1" },
  { bucket: "unset-off", has: kms("key-1"), desired: { enabled: false }, summary: "uses KMS key key-1" },
  {
    bucket: "unset-swapped",
    has: kms("key-1"),
    desired: { kms_master_key_id: "key-2" },
    summary: "uses KMS key key-1",
  },
  {
    bucket: "fail-algorithm",
    has: SM4,
    desired: { on_conflict: "fail" },
    summary: "is encrypted in another way",
  },
  {
    bucket: "fail-dropped",
    has: kms("key-1"),
    desired: { on_conflict: "fail" },
    summary: "is encrypted in another way",
  },
];

it("refuses the rest at plan, all at once, and writes nothing", async () => {
  await using cloud = await startEmulator({ buckets: ["equal", ...REFUSED.map(({ bucket }) => bucket)] });
  for (const keyId of ["key-1", "key-2"]) cloud.createKey({ keyId });
  cloud.setEncryption("equal", AES256);
  for (const { bucket, has } of REFUSED) cloud.setEncryption(bucket, has);
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(
      encryption("equal", { bucket: "equal", on_conflict: "fail" }),
      ...REFUSED.map(({ bucket, desired }) => encryption(bucket, { bucket, ...desired })),
    ),
  });

  const { text } = await tf.fails("apply");
  for (const { bucket, summary } of REFUSED) expect(text).toContain(`Error: Bucket "${bucket}" ${summary}`);
  expect(text).not.toContain(WAY_OUT);
  expect(text).not.toContain('bucket "equal"');
  expect(text).toContain('If this is what you want, set on_conflict = "adopt"');
  expect(writes(cloud)).toEqual([]);
});

it("is out of the way of a destroy without a refresh", async () => {
  await using cloud = await startEmulator({ buckets: ["owned", "foreign"] });
  const owned = encryption("owned", { bucket: "owned" });
  await using tf = await createWorkspace({ emulator: cloud, files: main(owned) });
  await tf.apply();

  cloud.setEncryption("foreign", kms("key-1"));
  tf.write(main(owned, encryption("foreign", { bucket: "foreign" })));
  expect((await tf.fails("destroy")).text).toContain('Error: Bucket "foreign" uses KMS key key-1');
  expect((await tf.destroy("-refresh=false")).text).toContain("1 destroyed");
  expect(cloud.encryptionOf("owned")).toBeUndefined();
  expect(cloud.encryptionOf("foreign")).toEqual(kms("key-1"));
});
