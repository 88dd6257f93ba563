import { expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { AES256, writes } from "../../support/cloud.ts";
import { encryption, main } from "../support/hcl.ts";
import { createWorkspace } from "../support/terraform.ts";
import { NOTHING_TO_DO, WAY_OUT } from "../support/words.ts";

const files = main(encryption("logs", { bucket: "logs" }));

it("lets a bucket that is gone leave the state with a warning, and plans to create it", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  await using tf = await createWorkspace({ emulator: cloud, files });
  await tf.apply();

  cloud.deleteBucket("logs");
  const { text } = await tf.plan();
  expect(text).toContain('Warning: Bucket "logs" is gone');
  expect(text).toContain("1 to add");

  cloud.createBucket("logs");
  await tf.apply();
  expect(cloud.encryptionOf("logs")).toEqual(AES256);
});

it("says that a missing bucket could not be confirmed when buckets may not be listed", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  await using tf = await createWorkspace({ emulator: cloud, files });
  await tf.apply();

  cloud.deleteBucket("logs");
  cloud.addFault({ kind: "denied", operation: "ListBuckets" });
  const { text } = await tf.plan();
  expect(text).toContain('Warning: Bucket "logs" is gone');
  expect(text).toContain("no list of buckets confirms it");
  expect(text).toContain("1 to add");
});

it("keeps a bucket that is listed in another region, and names both regions", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  await using tf = await createWorkspace({ emulator: cloud, files });
  await tf.apply();

  cloud.deleteBucket("logs");
  cloud.createBucket("logs", { region: "gz" });
  const { text } = await tf.fails("plan");
  expect(text).toContain('Bucket "logs" is in region "gz", not in "bj"');
  expect(text).toContain("terraform apply -refresh=false");
  expect(text).toContain(WAY_OUT);
  expect(tf.state()).toHaveProperty(["bos_bucket_encryption.logs"]);
});

it("keeps a bucket that is listed right there while its GET answers that there is none", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  await using tf = await createWorkspace({ emulator: cloud, files });
  await tf.apply();

  const unsettled = cloud.addFault({
    kind: "error",
    status: 404,
    code: "NoSuchBucket",
    operation: "GetBucketEncryption",
  });
  const { text } = await tf.fails("plan");
  expect(text).toContain("ListBuckets lists it");
  expect(text).toContain(WAY_OUT);
  unsettled.remove();
  expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
});

it("keeps a bucket for which one 404 and one refusal of ListBuckets passed by", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  await using tf = await createWorkspace({ emulator: cloud, files });
  await tf.apply();

  const passing = { kind: "error", status: 404, code: "NoSuchBucket", times: 1 } as const;
  cloud.addFault({ ...passing, operation: "GetBucketEncryption" });
  cloud.addFault({ kind: "denied", operation: "ListBuckets", times: 1 });
  const { text } = await tf.fails("plan");
  expect(text).toContain("HeadBucket finds it");
  expect(text).toContain(WAY_OUT);
  expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
});

it("plans for a bucket that does not exist yet, and finds it when it appears during the apply", async () => {
  await using cloud = await startEmulator();
  await using tf = await createWorkspace({ emulator: cloud, files });
  expect((await tf.plan("-out=create.plan")).text).toContain("1 to add");

  const apply = tf.start(["apply", "-input=false", "create.plan"]);
  const seen = cloud.requests.length;
  await expect.poll(() => cloud.requests.length, { timeout: 20_000 }).toBeGreaterThan(seen + 2);
  cloud.createBucket("logs");
  expect(await apply.result).toMatchObject({ code: 0 });
  expect(cloud.encryptionOf("logs")).toEqual(AES256);
  expect(writes(cloud)).toEqual(["PUT logs"]);
});

it("waits for a bucket that has just been made: listed already, and not yet known to GetBucketEncryption", async () => {
  await using cloud = await startEmulator();
  await using tf = await createWorkspace({ emulator: cloud, files });
  await tf.plan("-out=create.plan");

  cloud.createBucket("logs");
  const young = cloud.addFault({
    kind: "error",
    status: 404,
    code: "NoSuchBucket",
    operation: "GetBucketEncryption",
    times: 3,
  });
  await tf.apply("create.plan");
  expect(young.hits).toBe(3);
  expect(cloud.encryptionOf("logs")).toEqual(AES256);
});

it("ends at once on Ctrl-C while it waits for a bucket", async () => {
  await using cloud = await startEmulator();
  await using tf = await createWorkspace({ emulator: cloud, files });
  const apply = tf.start(["apply", "-input=false", "-auto-approve"]);
  const reads = () => cloud.requests.filter(({ operation }) => operation === "GetBucketEncryption").length;
  await expect.poll(reads, { timeout: 20_000 }).toBeGreaterThan(3);
  apply.interrupt();
  const { code, text } = await apply.result;
  expect(code).toBe(1);
  expect(text).toContain('Cancelled before anything was written to bucket "logs"');
});
