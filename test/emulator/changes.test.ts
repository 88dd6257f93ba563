// Who brought a bucket or a key into each of its states, and when.
import { expect, it } from "vitest";
import { deleteEncryption, kms, putEncryption, send, timestampOf } from "./support/client.ts";
import { freshEmulator } from "./support/fresh.ts";

const startMs = Date.parse("2026-11-23T12:00:00Z");
const dayMs = 24 * 60 * 60 * 1000;

async function ticking() {
  let nowMs = startMs;
  const emulator = await freshEmulator({ clock: () => nowMs });
  return {
    emulator,
    /** Sends at a later second each time. */
    ask: (sent: Parameters<typeof send>[1]) => {
      nowMs += 1000;
      return send(emulator, { ...sent, signing: { timestamp: timestampOf(nowMs) } });
    },
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

it("a bucket's changes have their time and who made them", async () => {
  const { emulator, ask, pass } = await ticking();
  const sm4 = { encryptionAlgorithm: "SM4" };
  await ask(putEncryption("acme-logs", sm4));
  await ask(putEncryption("acme-logs", sm4));
  pass(500);
  emulator.setEncryption("acme-logs", { encryptionAlgorithm: "AES256" });
  await ask(deleteEncryption("acme-logs"));
  expect(emulator.changesOf("acme-logs")).toEqual([
    { at: startMs, by: "control", setting: undefined },
    { at: startMs + 1000, by: "PutBucketEncryption", setting: sm4 },
    { at: startMs + 2500, by: "control", setting: { encryptionAlgorithm: "AES256" } },
    { at: startMs + 3500, by: "DeleteBucketEncryption", setting: undefined },
  ]);
  await ask({ method: "PUT", path: "/acme-data" });
  expect(emulator.changesOf("acme-data")).toMatchObject([{ by: "CreateBucket" }]);
  expect(() => emulator.changesOf("acme-nothing")).toThrow('no bucket "acme-nothing"');
});

it("a key's changes, too, also when it is gone", async () => {
  const { emulator, ask, pass } = await ticking();
  await ask(kms("CreateKey"));
  const keyId = emulator.keys[0]?.keyId ?? "";
  await ask(kms("EnableKey", { keyId }));
  await ask(kms("DisableKey", { keyId }));
  await ask(kms("EnableRotation", { keyId, rotateCycle: 30 }));
  await ask(kms("ScheduleKeyDeletion", { keyId, pendingWindowInDays: 7 }));
  await ask(kms("EnableRotation", { keyId, rotateCycle: 90 }));
  await ask(kms("CancelKeyDeletion", { keyId }));
  emulator.setKeyState(keyId, "enabled");
  emulator.scheduleDeletion(keyId, 1);
  pass(dayMs);
  const changes = [
    { keyState: "enabled", rotateCycle: 0, at: startMs + 1000, by: "CreateKey" },
    { keyState: "disabled", rotateCycle: 0, at: startMs + 3000, by: "DisableKey" },
    { keyState: "disabled", rotateCycle: 30, at: startMs + 4000, by: "EnableRotation" },
    {
      keyState: "pendingDeletion",
      deletionDate: "2026-11-30T12:00:05Z",
      rotateCycle: 30,
      at: startMs + 5000,
      by: "ScheduleKeyDeletion",
    },
    { keyState: "disabled", rotateCycle: 30, at: startMs + 7000, by: "CancelKeyDeletion" },
    { keyState: "enabled", rotateCycle: 30, at: startMs + 7000, by: "control" },
    {
      keyState: "pendingDeletion",
      deletionDate: "2026-11-24T12:00:07Z",
      rotateCycle: 30,
      at: startMs + 7000,
      by: "control",
    },
  ];
  expect(emulator.key(keyId)).toBeUndefined();
  expect(emulator.changesOfKey(keyId)).toEqual(changes);
  expect(() => emulator.changesOfKey("k-none")).toThrow('no key "k-none"');
});
