// What we rely on in the calls of KMS. See README.md for the marks and for running it on the real cloud.

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeKey, isMissingKey, isSymmetric, listKeys } from "../../lib/kms/index.ts";
import {
  cancelKeyDeletion,
  disableKey,
  enableKey,
  enableRotation,
  scheduleKeyDeletion,
} from "../../lib/kms/write.ts";
import { rejection } from "../bce/support/requests.ts";
import { type KmsTarget, openKmsTarget } from "./kms-target.ts";

const MARK = "verified against the emulator on 2026-11-23; not yet verified against the real cloud";

describe("KMS", () => {
  let cloud: KmsTarget;
  beforeAll(async () => {
    cloud = await openKmsTarget(process.env);
  });
  afterAll(async () => await cloud?.close());

  it(`makes a key that is enabled, symmetric and of the region, without any desired state (${MARK})`, async () => {
    await cloud.withKey({}, async (target) => {
      const key = await describeKey(cloud.client, target);
      expect(key).toMatchObject({ keyId: target.keyId, state: "enabled", region: cloud.region });
      expect(isSymmetric(key.keySpec ?? "")).toBe(true);
      expect(key.deletionDate).toBeUndefined();
    });
  });

  it(`makes the key that was asked for (${MARK})`, async () => {
    const desired = { description: "contract, SM4", keySpec: "SM4_128", origin: "BAIDU_KMS" };
    await cloud.withKey(desired, async (target) => {
      expect(await describeKey(cloud.client, target)).toMatchObject(desired);
    });
  });

  it(`makes a key of the origin EXTERNAL that waits for its material (${MARK})`, async () => {
    await cloud.withKey({ origin: "EXTERNAL" }, async (target) => {
      expect((await describeKey(cloud.client, target)).state).toBe("pending-import");
    });
  });

  it(`lists a key, in pages of any size (${MARK})`, async () => {
    await cloud.withKey({}, async (one) => {
      await cloud.withKey({}, async (other) => {
        const ids: string[] = [];
        const keys = listKeys(cloud.client, { region: cloud.region, pageSize: 1 });
        for await (const keyId of keys) ids.push(keyId);
        expect(ids).toEqual(expect.arrayContaining([one.keyId, other.keyId]));
        expect(new Set(ids).size).toBe(ids.length);
      });
    });
  });

  it(`disables and enables a key, each also twice (${MARK})`, async () => {
    await cloud.withKey({}, async (target) => {
      const states = [];
      for (const change of [disableKey, disableKey, enableKey, enableKey]) {
        await change(cloud.client, target);
        states.push((await describeKey(cloud.client, target)).state);
      }
      expect(states).toEqual(["disabled", "disabled", "enabled", "enabled"]);
    });
  });

  it(`schedules a deletion with its date, and refuses to enable the key (${MARK})`, async () => {
    await cloud.withKey({}, async (target) => {
      const deletionDate = await scheduleKeyDeletion(cloud.client, { ...target, windowDays: 30 });
      const key = await describeKey(cloud.client, target);
      expect(key).toMatchObject({ state: "pending-deletion", deletionDate });
      const days = (Date.parse(key.deletionDate ?? "") - Date.parse(key.creationDate ?? "")) / 86_400_000;
      expect(Math.round(days)).toBe(30);
      const error = await rejection(enableKey(cloud.client, target));
      expect({ missing: isMissingKey(error), code: error.code }).toEqual({
        missing: false,
        code: "InvalidRequest",
      });
    });
  });

  it(`saves a key from deletion, disabled or enabled, and enables it (${MARK})`, async () => {
    await cloud.withKey({}, async (target) => {
      await scheduleKeyDeletion(cloud.client, { ...target, windowDays: 7 });
      await cancelKeyDeletion(cloud.client, target);
      const saved = await describeKey(cloud.client, target);
      expect(["enabled", "disabled"]).toContain(saved.state);
      expect(saved.deletionDate).toBeUndefined();
      await enableKey(cloud.client, target);
      expect((await describeKey(cloud.client, target)).state).toBe("enabled");
    });
  });

  it(`shows the cycle of rotation that was set (${MARK})`, async () => {
    await cloud.withKey({}, async (target) => {
      await enableRotation(cloud.client, { ...target, rotateCycle: 365 });
      expect((await describeKey(cloud.client, target)).rotateCycle).toBe(365);
    });
  });

  it.each([6, 31])(`refuses a window of %i days (${MARK})`, async (windowDays) => {
    await cloud.withKey({}, async (target) => {
      const error = await rejection(scheduleKeyDeletion(cloud.client, { ...target, windowDays }));
      expect(error).toMatchObject({ code: "InvalidRequest", requestId: expect.any(String) });
    });
  });

  it(`says of a key that there is not that it is missing (${MARK})`, async () => {
    const target = { keyId: randomUUID(), region: cloud.region };
    const errors = await Promise.all([
      rejection(describeKey(cloud.client, target)),
      rejection(enableKey(cloud.client, target)),
      rejection(scheduleKeyDeletion(cloud.client, { ...target, windowDays: 7 })),
    ]);
    expect(errors.map(isMissingKey)).toEqual([true, true, true]);
  });
});

describe("the choice of the target", () => {
  it("wants a whole configuration", async () => {
    const half = { BOS_CONTRACT_KMS_ENDPOINT: "https://bkm.bj.baidubce.com" };
    await expect(openKmsTarget(half)).rejects.toThrow("BOS_CONTRACT_REGION must be set too");
  });
});
