// What becomes of buckets and objects whose key is not what it should be.
import { describe, expect, it } from "vitest";
import type { Emulator, EmulatorOptions, KeyOptions } from "../../lib/emulator/index.ts";
import { kms, outcome, putEncryption, type Sent } from "./support/client.ts";
import { freshEmulator } from "./support/fresh.ts";

const path = "/acme-logs/today.log";
const upload: Sent = { method: "PUT", path, body: "text" };
const setting = (kmsMasterKeyId: string) => ({ encryptionAlgorithm: "AES256", kmsMasterKeyId });
const ownKey = (keyId: string): Sent => ({
  ...upload,
  headers: {
    "x-bce-server-side-encryption": "AES256",
    "x-bce-server-side-encryption-bos-kms-key-id": keyId,
  },
});
const fine = [200];
const bad = [400, "InvalidEncryptionKmsMkid"];

describe("a key that a bucket or an upload names", () => {
  it.each<[string, KeyOptions | undefined, EmulatorOptions, unknown[]]>([
    ["that is as it should be", {}, { kmsKeys: "checked" }, fine],
    ["in a state written otherwise", { keyState: "Enabled" }, { kmsKeys: "checked" }, fine],
    ["of SM4", { keySpec: "SM4_128" }, { kmsKeys: "checked" }, fine],
    ["that there is not", undefined, { kmsKeys: "checked" }, bad],
    ["that is made up, where any will do", undefined, { kmsKeys: "any" }, fine],
    ["that is made up, by default", undefined, {}, fine],
    ["that is disabled", { keyState: "disabled" }, {}, bad],
    ["that is pending deletion", { keyState: "pendingDeletion" }, {}, bad],
    ["that is pending import", { origin: "EXTERNAL" }, {}, bad],
    ["in a state that nobody knows", { keyState: "Frozen" }, {}, bad],
    ["of another region", { region: "gz" }, {}, bad],
    ["that is asymmetric", { keySpec: "RSA_2048" }, {}, bad],
    ["of SM2", { keySpec: "SM2_256" }, {}, bad],
    ["while KMS is not activated", {}, { kms: "not-activated" }, bad],
    ["that is made up, while KMS is not activated", undefined, { kms: "not-activated" }, bad],
  ])("%s", async (_name, key, options, expected) => {
    const emulator = await freshEmulator(options);
    const keyId = key === undefined ? "made-up" : emulator.createKey(key);
    expect(await outcome(emulator, putEncryption("acme-logs", setting(keyId)))).toEqual(expected);
    expect(await outcome(emulator, ownKey(keyId))).toEqual(expected);
  });
});

describe("a bucket whose key goes bad", () => {
  /** A bucket with an object, both under a key. */
  async function underKey(): Promise<{ emulator: Emulator; keyId: string; pass: (ms: number) => void }> {
    let aheadMs = 0;
    const emulator = await freshEmulator({ clock: () => Date.now() + aheadMs });
    const keyId = emulator.createKey();
    await outcome(emulator, putEncryption("acme-logs", setting(keyId)));
    await outcome(emulator, upload);
    const pass = (ms: number) => {
      aheadMs += ms;
    };
    return { emulator, keyId, pass };
  }

  it.each<[string, (emulator: Emulator, keyId: string) => unknown]>([
    ["is disabled", (emulator, keyId) => outcome(emulator, kms("DisableKey", { keyId }))],
    ["is pending deletion", (emulator, keyId) => emulator.scheduleDeletion(keyId)],
    ["is in a state that nobody knows", (emulator, keyId) => emulator.setKeyState(keyId, "Frozen")],
  ])(
    "takes no uploads and shows no objects while the key %s, and all is well afterwards",
    async (_name, spoil) => {
      const { emulator, keyId } = await underKey();
      await spoil(emulator, keyId);
      expect(await outcome(emulator, upload)).toEqual(bad);
      expect(await outcome(emulator, { method: "GET", path })).toEqual(bad);
      expect(await outcome(emulator, { method: "HEAD", path })).toEqual(fine);
      // Another setting saves new uploads; what is there needs its key to be encrypted anew.
      emulator.setEncryption("acme-logs", { encryptionAlgorithm: "SM4" });
      const copy = { "x-bce-copy-source": path };
      expect(await outcome(emulator, { method: "PUT", path, headers: copy })).toEqual(bad);

      emulator.setKeyState(keyId, "enabled");
      expect(await outcome(emulator, upload)).toEqual(fine);
      expect(await outcome(emulator, { method: "GET", path })).toEqual([200, "text"]);
    },
  );

  it("has lost its objects when the key is deleted, also where any key will do", async () => {
    const { emulator, keyId, pass } = await underKey();
    emulator.scheduleDeletion(keyId, 0.001);
    pass(2 * 60 * 1000);
    expect(emulator.key(keyId)).toBeUndefined();
    expect(await outcome(emulator, { method: "GET", path })).toEqual(bad);
    expect(await outcome(emulator, upload)).toEqual(bad);
    expect(await outcome(emulator, putEncryption("acme-logs", setting(keyId)))).toEqual(bad);
  });

  it("keeps objects that were uploaded without the key, and takes those that bring another method", async () => {
    const emulator = await freshEmulator();
    await outcome(emulator, upload);
    emulator.setEncryption("acme-logs", setting(emulator.createKey({ keyState: "disabled" })));
    expect(await outcome(emulator, { method: "GET", path })).toEqual([200, "text"]);
    const own = { ...upload, headers: { "x-bce-server-side-encryption": "SM4" } };
    expect(await outcome(emulator, own)).toEqual(fine);
  });
});
