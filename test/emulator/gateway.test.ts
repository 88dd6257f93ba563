// The profile "gateway": where a gateway of private clouds differs from what the public reference tells.
import { describe, expect, it } from "vitest";
import { type EmulatorOptions, offAnswers, profiles, startEmulator } from "../../lib/emulator/index.ts";
import {
  deleteEncryption,
  getEncryption,
  kms,
  outcome,
  putEncryption,
  type Sent,
  send,
} from "./support/client.ts";
import { freshEmulator } from "./support/fresh.ts";

const key = "5be45b47-38ba-f055-e892-25ff66c91adc";
const get = getEncryption("acme-logs");
const off = deleteEncryption("acme-logs");
const withKey = { encryptionAlgorithm: "SM4", kmsMasterKeyId: key };
const noEncryption = [404, "NoSuchBucketEncryption"];
const gateway = (options: EmulatorOptions = {}) => freshEmulator({ profile: "gateway", ...options });

describe("turning encryption off", () => {
  it("leaves the KMS key behind, until somebody sets the bucket anew", async () => {
    const emulator = await gateway();
    const left = [200, { encryptionAlgorithm: "none", kmsMasterKeyId: key }];
    expect(await outcome(emulator, putEncryption("acme-logs", withKey))).toEqual([200]);
    expect(await outcome(emulator, off)).toEqual([204]);
    expect(await outcome(emulator, get)).toEqual(left);
    expect((await send(emulator, get)).headers["x-bce-server-side-encryption"]).toBeUndefined();
    expect(emulator.encryptionOf("acme-logs")).toBeUndefined();

    expect(await outcome(emulator, putEncryption("acme-logs", { encryptionAlgorithm: "SM4" }))).toEqual([
      200,
    ]);
    expect(await outcome(emulator, get)).toEqual([200, { encryptionAlgorithm: "SM4" }]);
    expect(await outcome(emulator, off)).toEqual([204]);
    expect(await outcome(emulator, get)).toEqual([200, { encryptionAlgorithm: "none" }]);
  });

  it("is 404 where it is off already", async () => {
    const emulator = await gateway();
    expect(await outcome(emulator, off)).toEqual(noEncryption);
    await send(emulator, putEncryption("acme-logs", withKey));
    expect(await outcome(emulator, off)).toEqual([204]);
    expect(await outcome(emulator, off)).toEqual(noEncryption);
    emulator.setEncryption("acme-logs", { encryptionAlgorithm: "none", kmsMasterKeyId: key });
    expect(await outcome(emulator, off)).toEqual(noEncryption);
    expect(emulator.historyOf("acme-logs")).toHaveLength(4);
  });

  it("leaves new objects unencrypted, whatever key was left behind", async () => {
    const emulator = await gateway();
    await send(emulator, putEncryption("acme-logs", withKey));
    await send(emulator, off);
    const uploaded = await send(emulator, { method: "PUT", path: "/acme-logs/key", body: "text" });
    expect([uploaded.status, uploaded.headers["x-bce-server-side-encryption"]]).toEqual([200, undefined]);
  });

  it("needs no such care in public", async () => {
    const emulator = await freshEmulator({ kmsKeys: "any" });
    await send(emulator, putEncryption("acme-logs", withKey));
    expect([await outcome(emulator, off), await outcome(emulator, off)]).toEqual([[204], [204]]);
    expect(await outcome(emulator, get)).toEqual([200, { encryptionAlgorithm: "none" }]);
  });
});

describe("the key that a bucket names", () => {
  const bad = [400, "InvalidEncryptionKmsMkid"];
  const upload: Sent = { method: "PUT", path: "/acme-logs/key", body: "text" };

  it.each(["", "key-1", key.slice(1), `${key}0`])(
    "is refused by the length of its id: %j",
    async (kmsMasterKeyId) => {
      const emulator = await gateway({ kmsKeys: "any" });
      expect(await outcome(emulator, putEncryption("acme-logs", { ...withKey, kmsMasterKeyId }))).toEqual(
        bad,
      );
      expect(emulator.historyOf("acme-logs")).toEqual([undefined]);
    },
  );

  it.each<[string, Parameters<Awaited<ReturnType<typeof gateway>>["createKey"]>[0] | undefined]>([
    ["that there is not", undefined],
    ["that is disabled", { keyId: key, keyState: "disabled" }],
    ["of another region", { keyId: key, region: "gz" }],
    ["that is asymmetric", { keyId: key, keySpec: "RSA_2048" }],
  ])("may be one %s: the first upload finds out", async (_name, made) => {
    const emulator = await gateway({ kmsKeys: "checked" });
    if (made !== undefined) emulator.createKey(made);
    expect(await outcome(emulator, putEncryption("acme-logs", withKey))).toEqual([200]);
    expect(await outcome(emulator, upload)).toEqual(bad);
  });

  it("is never shown with an object", async () => {
    const emulator = await gateway({ kmsKeys: "checked" });
    emulator.createKey({ keyId: key });
    await send(emulator, putEncryption("acme-logs", withKey));
    await send(emulator, upload);
    for (const method of ["GET", "HEAD"]) {
      const { headers } = await send(emulator, { ...upload, method, body: "" });
      expect([
        headers["x-bce-server-side-encryption"],
        headers["x-bce-server-side-encryption-bos-kms-key-id"],
      ]).toEqual(["SM4", undefined]);
    }
  });
});

describe("a permission that is denied", () => {
  it.each([
    ["public", "GetBucketEncryption", [403, 200, 204]],
    ["public", "PutBucketEncryption", [200, 403, 403]],
    ["public", "DeleteBucketEncryption", [200, 200, 204]],
    ["gateway", "GetBucketEncryption", [403, 200, 204]],
    ["gateway", "PutBucketEncryption", [200, 403, 204]],
    ["gateway", "DeleteBucketEncryption", [200, 200, 403]],
  ] as const)("in the profile %s, %s: GET, PUT and DELETE say %j", async (profile, permission, expected) => {
    const emulator = await freshEmulator({ profile });
    emulator.setEncryption("acme-logs", { encryptionAlgorithm: "AES256" });
    emulator.addFault({ kind: "denied", permission });
    const statuses = [];
    for (const sent of [get, putEncryption("acme-logs", { encryptionAlgorithm: "SM4" }), off]) {
      statuses.push((await send(emulator, sent)).status);
    }
    expect(statuses).toEqual(expected);
    expect((await send(emulator, kms("ListKeys"))).status).toBe(200);
  });
});

it("there are two profiles, and the gateway says off in one way", async () => {
  expect(profiles).toEqual(["public", "gateway"]);
  for (const offAnswer of offAnswers.slice(1)) {
    await expect(startEmulator({ profile: "gateway", offAnswer })).rejects.toThrow(`not ${offAnswer}`);
  }
});
