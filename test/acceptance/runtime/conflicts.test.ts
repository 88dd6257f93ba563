import { describe, expect, it } from "vitest";
import { type EncryptionFields, startEmulator } from "../../../lib/emulator/index.ts";
import { type BosBucketEncryptionProps, Encryption } from "../../../lib/index.ts";
import { AES256, kms, SM4, writes } from "../../support/cloud.ts";
import { NOTHING_TO_DO } from "../support/words.ts";
import { createScenario, VARIANTS } from "./support/scenario.ts";

interface Row {
  readonly bucket: string;
  /** What the bucket has before the first apply. */
  readonly has: EncryptionFields;
  readonly desired: Omit<BosBucketEncryptionProps, "bucket">;
  readonly ends: EncryptionFields | undefined;
}

const key = (kmsMasterKeyId: string) => Encryption.kmsManaged({ kmsMasterKeyId });
const off = Encryption.disabled();

const TAKEN_OVER: readonly Row[] = [
  { bucket: "unset-algorithm", has: SM4, desired: {}, ends: AES256 },
  { bucket: "unset-key-added", has: AES256, desired: { encryption: key("key-1") }, ends: kms("key-1") },
  { bucket: "unset-turned-off", has: SM4, desired: { encryption: off }, ends: undefined },
  { bucket: "adopt-algorithm", has: SM4, desired: { onConflict: "adopt" }, ends: AES256 },
  { bucket: "adopt-key-dropped", has: kms("key-1"), desired: { onConflict: "adopt" }, ends: AES256 },
  {
    bucket: "adopt-key-swapped",
    has: kms("key-1"),
    desired: { onConflict: "adopt", encryption: key("key-2") },
    ends: kms("key-2"),
  },
  {
    bucket: "adopt-turned-off",
    has: kms("key-1"),
    desired: { onConflict: "adopt", encryption: off },
    ends: undefined,
  },
  { bucket: "fail-equal", has: AES256, desired: { onConflict: "fail" }, ends: AES256 },
];

const REFUSED: readonly (Omit<Row, "ends"> & { readonly why: string })[] = [
  { bucket: "unset-dropped", has: kms("key-1"), desired: {}, why: "give up KMS key key-1" },
  { bucket: "unset-off", has: kms("key-1"), desired: { encryption: off }, why: "give up KMS key key-1" },
  {
    bucket: "unset-swapped",
    has: kms("key-1"),
    desired: { encryption: key("key-2") },
    why: "give up KMS key key-1",
  },
  { bucket: "fail-algorithm", has: SM4, desired: { onConflict: "fail" }, why: 'on_conflict is "fail"' },
  {
    bucket: "fail-dropped",
    has: kms("key-1"),
    desired: { onConflict: "fail" },
    why: 'on_conflict is "fail"',
  },
];

const stackOf = (rows: readonly Pick<Row, "bucket" | "desired">[]) =>
  Object.fromEntries(rows.map(({ bucket, desired }) => [bucket, { bucket, ...desired }]));

describe.each(VARIANTS)("with $name", (variant) => {
  it("takes over what loses nothing or was agreed to, refuses the rest, and lets it go at a destroy", async () => {
    const rows = [...TAKEN_OVER, ...REFUSED];
    await using cloud = await startEmulator({ buckets: rows.map(({ bucket }) => bucket) });
    for (const { bucket, has } of rows) cloud.setEncryption(bucket, has);
    // More at once than the machine has cores.
    await using tf = await createScenario(variant, stackOf(rows), { emulator: cloud });

    const { text } = await tf.fails("apply", "-parallelism=20");
    const now = Object.fromEntries(rows.map(({ bucket }) => [bucket, cloud.encryptionOf(bucket)]));
    expect(now).toEqual({
      ...Object.fromEntries(TAKEN_OVER.map(({ bucket, ends }) => [bucket, ends])),
      ...Object.fromEntries(REFUSED.map(({ bucket, has }) => [bucket, has])),
    });
    for (const { bucket, why } of REFUSED)
      expect(text).toMatch(new RegExp(`Error: bucket "${bucket}": Found [^!]*?${why}`));
    expect(text.match(/exit status 2/g)).toHaveLength(REFUSED.length);

    tf.synth(stackOf(TAKEN_OVER));
    await tf.apply();
    expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
    expect(writes(cloud)).toHaveLength(TAKEN_OVER.length - 1);
  });

  it("turns nothing off under deny_weakening, of the code or of the environment", async () => {
    await using cloud = await startEmulator({ buckets: ["guarded", "free"] });
    const stack = (denyWeakening: boolean, free?: Encryption) => ({
      guarded: { bucket: "guarded", engine: variant.engine({ denyWeakening }) },
      free: { bucket: "free", ...(free !== undefined && { encryption: free }) },
    });
    await using tf = await createScenario(variant, stack(true), { emulator: cloud });
    const guard = { env: { BOS_DENY_WEAKENING: "1" } };
    expect((await tf.run(["apply", "-auto-approve"], guard)).code).toBe(0);

    const byOption = await tf.fails("destroy");
    expect(byOption.text).toContain('bucket "guarded": Found');
    expect(byOption.text).toContain("deny_weakening is set, so this is refused.");
    expect([cloud.encryptionOf("guarded"), cloud.encryptionOf("free")]).toEqual([AES256, undefined]);

    tf.synth(stack(false));
    await tf.apply();
    tf.synth(stack(false, off));
    const byEnvironment = await tf.run(["apply", "-auto-approve"], guard);
    expect(byEnvironment.code).toBe(1);
    expect(byEnvironment.text).toContain('bucket "free": Found');
    expect([cloud.encryptionOf("guarded"), cloud.encryptionOf("free")]).toEqual([AES256, AES256]);

    await tf.destroy();
    expect(cloud.historyOf("guarded")).toEqual([undefined, AES256, undefined]);
    expect(cloud.encryptionOf("free")).toEqual(AES256);
  });
});
