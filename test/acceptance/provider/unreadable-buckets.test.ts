import { expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { encryption, main, provider } from "../support/hcl.ts";
import { createWorkspace } from "../support/terraform.ts";
import { NOTHING_TO_DO, WAY_OUT } from "../support/words.ts";

const logs = encryption("logs", { bucket: "logs" });

it("names the permission that is missing, keeps the state, and still destroys", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  await using tf = await createWorkspace({ emulator: cloud, files: main(logs) });
  await tf.apply();
  const before = tf.state();

  const denied = cloud.addFault({ kind: "denied", operation: "GetBucketEncryption" });
  const { text } = await tf.fails("plan");
  expect(text).toContain('Cannot read the encryption of bucket "logs"');
  expect(text).toContain("Grant the permission GetBucketEncryption");
  expect(text).toContain("403 AccessDenied");
  expect(text).toContain(WAY_OUT);
  expect((await tf.fails("destroy")).text).toContain(WAY_OUT);
  expect(tf.state()).toEqual(before);

  denied.remove();
  expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
  // The plan's read is denied, the destroy's own reads no more.
  cloud.addFault({ kind: "denied", operation: "GetBucketEncryption", times: 1 });
  await tf.fails("destroy");
  await tf.destroy("-refresh=false");
  expect(cloud.encryptionOf("logs")).toBeUndefined();
});

it("waits throttling out", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  const throttled = cloud.addFault({ kind: "throttle", times: 3, operation: "GetBucketEncryption" });
  const throttledWrite = cloud.addFault({
    kind: "throttle",
    status: 503,
    times: 2,
    operation: "PutBucketEncryption",
  });
  await using tf = await createWorkspace({ emulator: cloud, files: main(logs) });

  await tf.apply();
  expect([throttled.hits, throttledWrite.hits]).toEqual([3, 2]);
  expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
});

it("gives up on a cloud that throttles for ever, as soon as max_retries says", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  await using tf = await createWorkspace({
    emulator: cloud,
    files: main(provider({ max_retries: 1 }), logs),
  });
  await tf.apply();

  const throttled = cloud.addFault({ kind: "throttle" });
  const { text } = await tf.fails("plan");
  expect(text).toContain("was throttled after 2 attempts: 429 TooManyRequests");
  expect(text).toContain(WAY_OUT);
  expect(throttled.hits).toBe(2);
  expect(tf.state()).toHaveProperty(["bos_bucket_encryption.logs"]);
});
