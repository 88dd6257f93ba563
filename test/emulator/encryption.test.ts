import { describe, expect, it } from "vitest";
import { offAnswers } from "../../lib/emulator/index.ts";
import { deleteEncryption, getEncryption, outcome, putEncryption, send } from "./support/client.ts";
import { freshEmulator } from "./support/fresh.ts";

describe("bucket encryption", () => {
  it("is off, is turned on, changed and turned off, and each state is remembered", async () => {
    const emulator = await freshEmulator({ kmsKeys: "any" });
    const steps = [
      getEncryption("acme-logs"),
      putEncryption("acme-logs", { encryptionAlgorithm: "AES256" }),
      getEncryption("acme-logs"),
      putEncryption("acme-logs", { encryptionAlgorithm: "SM4", kmsMasterKeyId: "key-1" }),
      getEncryption("acme-logs"),
      putEncryption("acme-logs", { encryptionAlgorithm: "SM4" }),
      getEncryption("acme-logs"),
      deleteEncryption("acme-logs"),
      deleteEncryption("acme-logs"),
      getEncryption("acme-logs"),
    ];
    const seen = [];
    for (const step of steps) seen.push(await outcome(emulator, step));
    expect(seen).toEqual([
      [200, { encryptionAlgorithm: "none" }],
      [200],
      [200, { encryptionAlgorithm: "AES256" }],
      [200],
      [200, { encryptionAlgorithm: "SM4", kmsMasterKeyId: "key-1" }],
      [200],
      [200, { encryptionAlgorithm: "SM4" }],
      [204],
      [204],
      [200, { encryptionAlgorithm: "none" }],
    ]);
    expect(emulator.historyOf("acme-logs")).toEqual([
      undefined,
      { encryptionAlgorithm: "AES256" },
      { encryptionAlgorithm: "SM4", kmsMasterKeyId: "key-1" },
      { encryptionAlgorithm: "SM4" },
      undefined,
    ]);
  });

  it("names its algorithm in a header too", async () => {
    const emulator = await freshEmulator();
    emulator.setEncryption("acme-logs", { encryptionAlgorithm: "SM4" });
    const { headers } = await send(emulator, getEncryption("acme-logs"));
    expect(headers["x-bce-server-side-encryption"]).toBe("SM4");
  });

  it.each<[string, unknown, string]>([
    ["nothing", "", "MalformedJSON"],
    ["no JSON", "{", "MalformedJSON"],
    ["an array", [], "MalformedJSON"],
    ["null", "null", "MalformedJSON"],
    ["an unknown field", { encryptionAlgorithm: "AES256", colour: "red" }, "InappropriateJSON"],
    ["no algorithm", {}, "InvalidEncryptionAlgorithm"],
    ["an unknown algorithm", { encryptionAlgorithm: "ROT13" }, "InvalidEncryptionAlgorithm"],
    ["an algorithm in lower case", { encryptionAlgorithm: "aes256" }, "InvalidEncryptionAlgorithm"],
    ["an empty key", { encryptionAlgorithm: "AES256", kmsMasterKeyId: "" }, "InvalidEncryptionKmsMkid"],
    [
      "a key that is null",
      { encryptionAlgorithm: "AES256", kmsMasterKeyId: null },
      "InvalidEncryptionKmsMkid",
    ],
    ["70,000 bytes", { encryptionAlgorithm: "A".repeat(70_000) }, "EntityTooLarge"],
  ])("refuses a setting of %s and keeps the one there is", async (_name, body, code) => {
    const emulator = await freshEmulator();
    const before = { encryptionAlgorithm: "SM4" };
    emulator.setEncryption("acme-logs", before);
    expect(await outcome(emulator, putEncryption("acme-logs", body))).toEqual([400, code]);
    expect(emulator.encryptionOf("acme-logs")).toEqual(before);
  });

  it.each<[string, Record<string, string>, unknown[]]>([
    ["its own MD5", { "content-md5": "JBlRHInx3LF5/uQyoSIbyQ==" }, [200]],
    ["another MD5", { "content-md5": "1B2M2Y8AsgTpgAmY7PhCfg==" }, [400, "BadDigest"]],
    ["an MD5 that is none", { "content-md5": "MD5" }, [400, "BadDigest"]],
    [
      "its own SHA-256",
      { "x-bce-content-sha256": "cb9b95adc85ca9e25cb2f04740957a4a5b699fa70fc4c801514ea139c993c9da" },
      [200],
    ],
    ["another SHA-256", { "x-bce-content-sha256": "0".repeat(64) }, [400, "BadDigest"]],
  ])("takes a setting with %s as it comes", async (_name, headers, expected) => {
    const emulator = await freshEmulator();
    const sent = { ...putEncryption("acme-logs", '{"encryptionAlgorithm":"SM4"}'), headers };
    expect(await outcome(emulator, sent)).toEqual(expected);
    expect(emulator.historyOf("acme-logs")).toHaveLength(expected[0] === 200 ? 2 : 1);
  });

  it.each([
    ["GET", getEncryption("acme-nothing")],
    ["PUT", putEncryption("acme-nothing", { encryptionAlgorithm: "AES256" })],
    ["DELETE", deleteEncryption("acme-nothing")],
  ])("answers 404 to %s of a bucket that does not exist", async (_method, sent) => {
    expect(await outcome(await freshEmulator(), sent)).toEqual([404, "NoSuchBucket"]);
  });

  const whenOff = {
    "empty-object": [200, {}],
    none: [200, { encryptionAlgorithm: "none" }],
    "no-content": [204],
    "not-found": [404, "NoSuchBucketEncryption"],
  };

  it("says none of a bucket that is off, unless it is told otherwise", async () => {
    expect(await outcome(await freshEmulator(), getEncryption("acme-logs"))).toEqual(whenOff.none);
    expect(offAnswers[0]).toBe("none");
  });

  it.each(offAnswers)("can be off in the form %s", async (offAnswer) => {
    const emulator = await freshEmulator({ offAnswer });
    expect(await outcome(emulator, getEncryption("acme-logs"))).toEqual(whenOff[offAnswer]);
  });
});
