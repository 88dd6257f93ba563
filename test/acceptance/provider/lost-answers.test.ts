import { describe, expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { AES256, kms, methods } from "../../support/cloud.ts";
import { encryption, main, provider } from "../support/hcl.ts";
import { createWorkspace } from "../support/terraform.ts";
import { NOTHING_TO_DO } from "../support/words.ts";

// All at once: one of them lasts for the 30 s that a write is read back.
describe.concurrent("an answer that is lost, late or untrue", () => {
  it.each([
    ["with no retry, by a read", { max_retries: 0 }, ["GET", "GET", "GET", "PUT", "GET"]],
    ["with retries, by a read as well, and no second PUT", {}, ["GET", "GET", "GET", "PUT", "GET"]],
  ])("settles a PUT whose answer is lost: %s", async (_, settings, expected) => {
    await using cloud = await startEmulator({ buckets: ["logs"] });
    cloud.addFault({ kind: "reset", when: "after-effect", operation: "PutBucketEncryption", times: 1 });
    await using tf = await createWorkspace({
      emulator: cloud,
      files: main(provider(settings), encryption("logs", { bucket: "logs" })),
    });

    await tf.apply();
    expect(methods(cloud, "logs")).toEqual(expected);
    expect(cloud.historyOf("logs")).toEqual([undefined, AES256]);
    expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
  });

  it("settles a DELETE whose answer is lost", async () => {
    await using cloud = await startEmulator({ buckets: ["logs"] });
    await using tf = await createWorkspace({
      emulator: cloud,
      files: main(provider({ max_retries: 0 }), encryption("logs", { bucket: "logs" })),
    });
    await tf.apply();

    cloud.addFault({ kind: "reset", when: "after-effect", operation: "DeleteBucketEncryption", times: 1 });
    await tf.destroy();
    expect(cloud.encryptionOf("logs")).toBeUndefined();
    expect(tf.state()).toEqual({});
  });

  it("fails on a PUT that was lost before it took effect, and leaves no state", async () => {
    await using cloud = await startEmulator({ buckets: ["logs"] });
    cloud.addFault({ kind: "reset", when: "before-effect", operation: "PutBucketEncryption" });
    await using tf = await createWorkspace({
      emulator: cloud,
      files: main(provider({ max_retries: 0 }), encryption("logs", { bucket: "logs" })),
    });

    const { text } = await tf.fails("apply");
    expect(text).toContain('PutBucketEncryption of bucket "logs" lost its connection');
    expect(tf.state()).toEqual({});
    expect(cloud.encryptionOf("logs")).toBeUndefined();
  });

  it("waits for a GET that lags behind the write", async () => {
    await using cloud = await startEmulator({ buckets: ["logs"] });
    await using tf = await createWorkspace({
      emulator: cloud,
      files: main(encryption("logs", { bucket: "logs" })),
    });
    cloud.addFault({ kind: "lag", ms: 700 });

    await tf.apply();
    // The reads before the write, and more than one after it.
    expect(methods(cloud, "logs").slice(4).length).toBeGreaterThan(1);
    expect(tf.state()).toHaveProperty(["bos_bucket_encryption.logs"]);
  });

  it("says so when the cloud takes a KMS key and never shows it", async () => {
    await using cloud = await startEmulator({ buckets: ["logs"] });
    cloud.createKey({ keyId: "key-1" });
    cloud.addFault({ kind: "hidden-key" });
    await using tf = await createWorkspace({
      emulator: cloud,
      files: main(encryption("logs", { bucket: "logs", kms_master_key_id: "key-1" })),
    });

    const { text } = await tf.fails("apply");
    expect(text).toContain("GetBucketEncryption has shown the algorithm without the key");
    expect(text).toContain("is Key Management Service activated");
    expect(tf.state()).toEqual({});
    expect(cloud.encryptionOf("logs")).toEqual(kms("key-1"));
  });
});
