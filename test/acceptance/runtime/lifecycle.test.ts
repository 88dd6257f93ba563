import { describe, expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { type BosBucketEncryptionProps, Encryption } from "../../../lib/index.ts";
import { AES256, kms, methods, SM4, writes } from "../../support/cloud.ts";
import { NOTHING_TO_DO } from "../support/words.ts";
import { addressOf, createScenario, VARIANTS } from "./support/scenario.ts";

const logs = (more: Partial<BosBucketEncryptionProps> = {}) => ({ logs: { bucket: "logs", ...more } });
const withKey = (kmsMasterKeyId: string) => Encryption.kmsManaged({ kmsMasterKeyId });

describe.each(VARIANTS)("with $name", (variant) => {
  it("goes through a whole lifecycle after a real init, and is off only where the code says so", async () => {
    await using cloud = await startEmulator({ buckets: ["logs"], kmsKeys: "checked" });
    for (const keyId of ["key-1", "key-2"]) cloud.createKey({ keyId });
    await using tf = await createScenario(variant, logs(), { emulator: cloud, provider: "placed" });
    await tf.init();

    const created = await tf.apply();
    expect(created.text).toContain("2 added, 0 changed, 0 destroyed");
    expect(created.text).toContain('bucket "logs": encryption was enabled.');
    expect(created.text).toContain("Only new uploads are encrypted");
    expect(methods(cloud, "logs")).toEqual(["GET", "PUT", "GET"]);
    cloud.clearRequests();
    expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
    expect((await tf.plan("-refresh-only")).code).toBe(NOTHING_TO_DO);
    expect(cloud.requests).toEqual([]);

    tf.synth(logs({ encryption: Encryption.bosManaged({ algorithm: "SM4" }) }));
    const changed = await tf.apply();
    expect(changed.text).toMatch(/sse_algorithm"? += "AES256" -> "SM4"/);
    expect(changed.text).toContain("1 added, 0 changed, 1 destroyed");
    expect(methods(cloud, "logs")).toEqual(["GET", "PUT", "GET"]);
    tf.synth(logs({ encryption: withKey("key-1") }));
    await tf.apply();

    tf.synth(logs({ encryption: withKey("key-2") }));
    const { text } = await tf.fails("apply");
    expect(text).toContain("This would give up KMS key key-1 for new uploads.");
    expect(cloud.encryptionOf("logs")).toEqual(kms("key-1"));
    tf.synth(logs({ encryption: withKey("key-2"), onConflict: "adopt" }));
    await tf.apply();

    tf.synth(logs({ encryption: Encryption.disabled(), onConflict: "adopt" }));
    expect((await tf.apply()).text).toContain('bucket "logs": encryption was disabled.');
    expect(Object.keys(tf.state())).toEqual([addressOf(tf, "logs_apply")]);
    tf.synth(logs());
    await tf.apply();
    cloud.clearRequests();
    expect((await tf.destroy()).text).toContain('bucket "logs": encryption was disabled.');
    expect(methods(cloud, "logs")).toEqual(["GET", "DELETE", "GET"]);
    expect(tf.state()).toEqual({});
    expect(cloud.historyOf("logs")).toEqual([
      undefined,
      AES256,
      SM4,
      kms("key-1"),
      kms("key-2"),
      undefined,
      AES256,
      undefined,
    ]);
  });

  it("does not see at plan what somebody else changed, and puts it right when apply is replaced", async () => {
    await using cloud = await startEmulator({ buckets: ["logs"] });
    cloud.setEncryption("logs", AES256);
    await using tf = await createScenario(variant, logs({ onConflict: "fail" }), { emulator: cloud });
    expect((await tf.apply()).text).toContain("already. Nothing was written.");
    expect(writes(cloud)).toEqual([]);

    cloud.setEncryption("logs", undefined);
    expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
    await tf.apply(`-replace=${addressOf(tf, "logs_apply")}`);
    expect(writes(cloud)).toEqual(["PUT logs"]);
    expect(cloud.encryptionOf("logs")).toEqual(AES256);

    // Under Encryption.disabled() there is nothing to undo, whatever somebody has turned on since.
    tf.synth(logs({ encryption: Encryption.disabled() }));
    await tf.apply();
    cloud.setEncryption("logs", SM4);
    await tf.destroy();
    expect(writes(cloud)).toEqual(["PUT logs", "DELETE logs"]);
    expect(cloud.encryptionOf("logs")).toEqual(SM4);
  });
});
