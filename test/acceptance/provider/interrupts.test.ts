import { expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { AES256, SM4, writes } from "../../support/cloud.ts";
import { encryption, main } from "../support/hcl.ts";
import { createWorkspace } from "../support/terraform.ts";
import { NOTHING_TO_DO } from "../support/words.ts";

const APPLY = ["apply", "-input=false", "-auto-approve"];
const logs = (algorithm: string) => main(encryption("logs", { bucket: "logs", sse_algorithm: algorithm }));

it("ends on Ctrl-C between its PUT and the read after it; the next apply adopts what was written", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  await using tf = await createWorkspace({ provider: "built", emulator: cloud, files: logs("SM4") });
  const silent = cloud.addFault({
    kind: "hang",
    when: "before-effect",
    operation: "GetBucketEncryption",
    skip: 3,
  });

  const apply = tf.start(APPLY);
  await expect.poll(() => silent.hits, { timeout: 20_000 }).toBe(1);
  apply.interrupt();
  const { code, text } = await apply.result;
  expect(code).toBe(1);
  expect(text).toContain('Cannot set the encryption of bucket "logs"');
  expect(text).toContain(
    'Wrote "SM4 with BOS-managed keys" to bucket "logs", but this was cancelled before it was read back.',
  );
  expect(cloud.encryptionOf("logs")).toEqual(SM4);
  // Not even tainted: a tainted object would be destroyed first, which here means turned off.
  expect(tf.state()).toEqual({});

  silent.remove();
  cloud.clearRequests();
  await tf.apply();
  expect(writes(cloud)).toEqual([]);
  expect(cloud.historyOf("logs")).toEqual([undefined, SM4]);
  expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
});

it("ends on Ctrl-C while a change is read back; the next apply sends no DELETE", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  await using tf = await createWorkspace({ provider: "built", emulator: cloud, files: logs("AES256") });
  await tf.apply();

  // Refreshed, read before the write, and then never up to date.
  const lag = cloud.addFault({ kind: "lag", ms: 600_000, skip: 2 });
  tf.write(logs("SM4"));
  const apply = tf.start(APPLY);
  await expect.poll(() => lag.hits, { timeout: 20_000 }).toBeGreaterThan(1);
  apply.interrupt();
  expect((await apply.result).code).toBe(1);
  expect(tf.state()).toMatchObject({ "bos_bucket_encryption.logs": { sse_algorithm: "AES256" } });

  lag.remove();
  await tf.apply();
  expect(writes(cloud)).toEqual(["PUT logs", "PUT logs"]);
  expect(cloud.historyOf("logs")).toEqual([undefined, AES256, SM4]);
  expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
});

it("ends on Ctrl-C while the PUT has no answer, and knows nothing of its end", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  await using tf = await createWorkspace({ provider: "built", emulator: cloud, files: logs("AES256") });
  const silent = cloud.addFault({ kind: "hang", when: "after-effect", operation: "PutBucketEncryption" });

  const apply = tf.start(APPLY);
  await expect.poll(() => silent.hits, { timeout: 20_000 }).toBe(1);
  apply.interrupt();
  expect((await apply.result).code).toBe(1);
  expect(tf.state()).toEqual({});

  silent.remove();
  await tf.apply();
  expect(cloud.historyOf("logs")).toEqual([undefined, AES256]);
});
