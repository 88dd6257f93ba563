import { describe, expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { type BosBucketEncryptionProps, Encryption } from "../../../lib/index.ts";
import { AES256, kms, writes } from "../../support/cloud.ts";
import { NOTHING_TO_DO } from "../support/words.ts";
import { addressOf, createScenario, VARIANTS } from "./support/scenario.ts";

const FAILING: Readonly<Record<string, string>> = {
  missing: "which does not exist so far. The time is up",
  denied: "Grant the permission GetBucketEncryption",
  untaken: "this was cancelled before it was read back: the bucket is still off.",
  silent: 'GetBucketEncryption of bucket "silent" timed out',
  "no-key": "Check that the KMS key exists in the bucket's region, is enabled and symmetric",
  "hidden-key": "the bucket is still AES256 with BOS-managed keys. The next run reads",
};
const SETTLING = ["throttled", "busy", "unanswered", "broken-answer", "late"];

describe.each(VARIANTS)("with $name", (variant) => {
  it("settles what can be settled, says of the rest why, and ends right at the next apply", async () => {
    const names = [...Object.keys(FAILING), ...SETTLING];
    await using cloud = await startEmulator({
      buckets: names.filter((name) => name !== "missing"),
      kmsKeys: "checked",
    });
    cloud.createKey({ keyId: "key-1" });
    cloud.addFault({ kind: "denied", bucket: "denied", operation: "GetBucketEncryption" });
    cloud.addFault({
      kind: "reset",
      when: "before-effect",
      bucket: "untaken",
      operation: "PutBucketEncryption",
    });
    cloud.addFault({ kind: "hang", when: "before-effect", bucket: "silent" });
    cloud.addFault({ kind: "hidden-key", bucket: "hidden-key" });
    cloud.addFault({ kind: "throttle", bucket: "throttled", times: 2 });
    cloud.addFault({ kind: "error", status: 500, code: "InternalError", bucket: "busy", times: 1 });
    const unanswered = { bucket: "unanswered", operation: "PutBucketEncryption", times: 1 } as const;
    cloud.addFault({ kind: "reset", when: "after-effect", ...unanswered });
    cloud.addFault({ kind: "truncated-body", bucket: "broken-answer", times: 1 });
    cloud.addFault({ kind: "lag", ms: 500, bucket: "late" });

    const impatient = variant.engine({ maxRetries: 0 });
    const properties: Readonly<Record<string, Partial<BosBucketEncryptionProps>>> = {
      missing: { timeouts: { create: "1s" } },
      untaken: { engine: impatient, timeouts: { create: "2s" } },
      silent: { engine: variant.engine({ maxRetries: 0, requestTimeout: 0.3 }) },
      "no-key": { encryption: Encryption.kmsManaged({ kmsMasterKeyId: "key-2" }) },
      "hidden-key": {
        encryption: Encryption.kmsManaged({ kmsMasterKeyId: "key-1" }),
        timeouts: { create: "2s" },
      },
      unanswered: { engine: impatient },
    };
    const stack = Object.fromEntries(names.map((bucket) => [bucket, { ...properties[bucket], bucket }]));
    await using tf = await createScenario(variant, stack, { emulator: cloud });
    const { text } = await tf.fails("apply");
    for (const [bucket, why] of Object.entries(FAILING)) {
      expect(text).toContain(`Error: bucket "${bucket}": `);
      expect(text).toContain(why);
    }
    expect(text.match(/exit status 1/g)).toHaveLength(Object.keys(FAILING).length);
    expect(SETTLING.map(cloud.historyOf)).toEqual(SETTLING.map(() => [undefined, AES256]));
    expect(["denied", "untaken", "silent", "no-key"].map(cloud.historyOf)).toEqual(
      Array(4).fill([undefined]),
    );
    const undoable = Object.keys(tf.state()).filter((address) => address.includes("_lifecycle_"));
    expect(undoable.toSorted()).toEqual(
      SETTLING.map((bucket) => addressOf(tf, `${bucket}_lifecycle`)).toSorted(),
    );

    cloud.clearFaults();
    cloud.clearRequests();
    cloud.createBucket("missing");
    cloud.createKey({ keyId: "key-2" });
    await tf.apply();
    expect(writes(cloud).toSorted()).toEqual([
      "PUT denied",
      "PUT missing",
      "PUT no-key",
      "PUT silent",
      "PUT untaken",
    ]);
    expect([cloud.encryptionOf("no-key"), cloud.encryptionOf("hidden-key")]).toEqual([
      kms("key-2"),
      kms("key-1"),
    ]);
    expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
  });

  it("keeps what could not be undone in the state, until it can", async () => {
    await using cloud = await startEmulator({ buckets: ["denied", "unanswered", "logs"] });
    const stack = Object.fromEntries(
      ["denied", "unanswered", "logs"].map((bucket) => [
        bucket,
        { bucket, engine: variant.engine({ maxRetries: 0 }) },
      ]),
    );
    await using tf = await createScenario(variant, stack, { emulator: cloud });
    await tf.apply();
    const denied = cloud.addFault({ kind: "denied", bucket: "denied", operation: "DeleteBucketEncryption" });
    const operation = "DeleteBucketEncryption";
    cloud.addFault({ kind: "reset", when: "after-effect", bucket: "unanswered", operation, times: 1 });
    const { text } = await tf.fails("destroy");
    expect(text).toContain("Grant the permission");
    expect(Object.keys(tf.state())).toEqual(
      ["denied_apply", "denied_lifecycle"].map((id) => addressOf(tf, id)),
    );
    expect(["denied", "unanswered", "logs"].map(cloud.encryptionOf)).toEqual([AES256, undefined, undefined]);
    denied.remove();
    await tf.destroy();
    expect(cloud.encryptionOf("denied")).toBeUndefined();
  });
});
