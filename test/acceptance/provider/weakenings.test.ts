import { expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { AES256 } from "../../support/cloud.ts";
import { type Attributes, encryption, main } from "../support/hcl.ts";
import { createWorkspace } from "../support/terraform.ts";
import { errorsIn } from "../support/words.ts";

interface Weakening {
  readonly bucket: string;
  readonly next: Omit<Attributes, "bucket">;
  readonly summary: string;
}

// In the usual form, so that nothing is warned of but weakenings.
const [ONE_KEY, OTHER_KEY] = ["5be45b47-38ba-f055-e892-25ff66c91adc", "9c8d7e6f-1a2b-3c4d-5e6f-708192a3b4c5"];
const KEY = { kms_master_key_id: ONE_KEY };

const WEAKENINGS: readonly Weakening[] = [
  { bucket: "turned-off", next: { ...KEY, enabled: false }, summary: "This turns off the encryption of" },
  { bucket: "dropped", next: {}, summary: "This drops the KMS key of" },
  { bucket: "swapped", next: { kms_master_key_id: OTHER_KEY }, summary: "This replaces the KMS key of" },
];

it("warns of an algorithm that it does not know before it replaces it, and refuses that with deny_weakening", async () => {
  await using cloud = await startEmulator({ buckets: ["logs", "taken"] });
  const logs = encryption("logs", { bucket: "logs" });
  await using tf = await createWorkspace({ emulator: cloud, files: main(logs) });
  await tf.apply();
  for (const bucket of ["logs", "taken"]) cloud.setEncryption(bucket, { encryptionAlgorithm: "KYBER" });

  tf.write(main(logs, encryption("taken", { bucket: "taken" })));
  const { text } = await tf.plan();
  expect(text).toContain('Warning: This replaces an unknown algorithm of bucket "logs"');
  expect(text).toContain(
    'are encrypted with AES256, no longer with the algorithm "KYBER", which this version does not know and which may be stronger.',
  );
  expect(text).toContain('Warning: This takes over the encryption of bucket "taken"');
  expect(text).toContain('on with algorithm "KYBER", which this version does not know, wanted AES256');

  const denied = await tf.run(["apply", "-auto-approve", "-input=false"], {
    env: { BOS_DENY_WEAKENING: "1" },
  });
  expect([...errorsIn(denied)].sort()).toEqual([
    'This replaces an unknown algorithm of bucket "logs"',
    'This takes over the encryption of bucket "taken"',
  ]);
  expect(cloud.encryptionOf("logs")).toEqual({ encryptionAlgorithm: "KYBER" });

  await tf.apply();
  expect([cloud.encryptionOf("logs"), cloud.encryptionOf("taken")]).toEqual([AES256, AES256]);
});

it("warns of each weakening at plan, with the bucket in the summary", async () => {
  await using cloud = await startEmulator({
    buckets: [...WEAKENINGS.map(({ bucket }) => bucket), "destroyed", "algorithm"],
  });
  for (const keyId of [ONE_KEY, OTHER_KEY]) cloud.createKey({ keyId });
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(
      ...WEAKENINGS.map(({ bucket }) => encryption(bucket, { bucket, ...KEY })),
      encryption("destroyed", { bucket: "destroyed", ...KEY }),
      encryption("algorithm", { bucket: "algorithm", ...KEY }),
    ),
  });
  await tf.apply();

  tf.write(
    main(
      ...WEAKENINGS.map(({ bucket, next }) => encryption(bucket, { bucket, ...next })),
      encryption("algorithm", { bucket: "algorithm", ...KEY, sse_algorithm: "SM4" }),
    ),
  );
  const { text } = await tf.plan();
  for (const { bucket, summary } of WEAKENINGS)
    expect(text).toContain(`Warning: ${summary} bucket "${bucket}"`);
  expect(text).toContain('Warning: Destroying this turns off the encryption of bucket "destroyed"');
  expect(text).not.toContain('bucket "algorithm"');
  expect(text.split("Warning:")).toHaveLength(5);
});
