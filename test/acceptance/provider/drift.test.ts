import { expect, it } from "vitest";
import { type EncryptionFields, startEmulator } from "../../../lib/emulator/index.ts";
import { AES256, kms, SM4, writes } from "../../support/cloud.ts";
import { plannedChanges } from "../support/changes.ts";
import { type Attributes, encryption, main } from "../support/hcl.ts";
import { createWorkspace } from "../support/terraform.ts";
import { CHANGES, NOTHING_TO_DO } from "../support/words.ts";

interface Drift {
  readonly bucket: string;
  readonly desired: Omit<Attributes, "bucket">;
  /** What somebody else makes of the bucket. */
  readonly becomes: EncryptionFields | undefined;
  /** What the plan says that the bucket has. */
  readonly shown: object;
}

const UNKNOWN = { encryptionAlgorithm: "KYBER" };
const NAMELESS = { encryptionAlgorithm: "", kmsMasterKeyId: "key-1" };

const DRIFTS: readonly Drift[] = [
  {
    bucket: "turned-off",
    desired: {},
    becomes: undefined,
    shown: { enabled: false, sse_algorithm: "AES256" },
  },
  {
    bucket: "turned-on",
    desired: { enabled: false },
    becomes: SM4,
    shown: { enabled: true, sse_algorithm: "SM4" },
  },
  { bucket: "algorithm", desired: {}, becomes: SM4, shown: { sse_algorithm: "SM4" } },
  { bucket: "key-added", desired: {}, becomes: kms("foreign"), shown: { kms_master_key_id: "foreign" } },
  {
    bucket: "key-dropped",
    desired: { kms_master_key_id: "key-1" },
    becomes: AES256,
    shown: { kms_master_key_id: null },
  },
  {
    bucket: "key-other",
    desired: { kms_master_key_id: "key-1" },
    becomes: kms("foreign"),
    shown: { kms_master_key_id: "foreign" },
  },
  { bucket: "unknown-algorithm", desired: {}, becomes: UNKNOWN, shown: { sse_algorithm: "KYBER" } },
  {
    bucket: "key-without-algorithm",
    desired: { kms_master_key_id: "key-1" },
    becomes: NAMELESS,
    shown: { sse_algorithm: "", kms_master_key_id: "key-1" },
  },
];

it("shows every kind of drift, and takes it back", async () => {
  await using cloud = await startEmulator({ buckets: DRIFTS.map(({ bucket }) => bucket) });
  cloud.createKey({ keyId: "key-1" });
  await using tf = await createWorkspace({
    provider: "built",
    emulator: cloud,
    files: main(...DRIFTS.map(({ bucket, desired }) => encryption(bucket, { bucket, ...desired }))),
  });
  await tf.apply();
  const wanted = DRIFTS.map(({ bucket }) => cloud.encryptionOf(bucket));
  for (const { bucket, becomes } of DRIFTS) cloud.setEncryption(bucket, becomes);

  expect(await plannedChanges(tf)).toMatchObject(
    Object.fromEntries(
      DRIFTS.map(({ bucket, shown }) => [
        `bos_bucket_encryption.${bucket}`,
        { actions: ["update"], before: shown },
      ]),
    ),
  );
  expect((await tf.plan("-refresh-only")).code).toBe(CHANGES);

  cloud.clearRequests();
  expect((await tf.apply()).text).toContain(`0 added, ${DRIFTS.length} changed, 0 destroyed`);
  expect(DRIFTS.map(({ bucket }) => cloud.encryptionOf(bucket))).toEqual(wanted);
  expect(writes(cloud)).toHaveLength(DRIFTS.length);
  expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
});

it("hands back what a newer cloud shows, and writes without it where the cloud refuses", async () => {
  await using cloud = await startEmulator({ buckets: ["taken", "refused", "untouched"] });
  const desired = (algorithm: string) =>
    main(
      ...["taken", "refused"].map((bucket) => encryption(bucket, { bucket, sse_algorithm: algorithm })),
      encryption("untouched", { bucket: "untouched" }),
    );
  await using tf = await createWorkspace({ emulator: cloud, files: desired("AES256") });
  await tf.apply();
  const newer = { kind: "extra-field", name: "bucketKeyEnabled", value: true } as const;
  cloud.addFault({ ...newer, bucket: "taken" });
  cloud.addFault({ ...newer, bucket: "refused", accepts: false });
  cloud.addFault({ ...newer, bucket: "untouched" });

  tf.write(desired("SM4"));
  const { text } = await tf.apply();
  expect(cloud.encryptionOf("taken")).toEqual({ ...SM4, bucketKeyEnabled: true });
  expect(cloud.encryptionOf("refused")).toEqual(SM4);
  expect(text).toContain('shows bucketKeyEnabled in the encryption setting of bucket "refused"');
  expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
});
