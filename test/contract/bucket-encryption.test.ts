// What we rely on in the calls of bucket encryption. See README.md for the marks and for running it on the real cloud.

import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { createBosClient, getBucketEncryption, headBucket, listBuckets } from "../../lib/bos/index.ts";
import { deleteBucketEncryption, putBucketEncryption } from "../../lib/bos/write.ts";
import { problemOf } from "../../lib/encryption/index.ts";
import { rejection } from "../bce/support/requests.ts";
import { contractTargets, type Target } from "./target.ts";

const MARK = "verified against the emulator on 2026-11-23; not yet verified against the real cloud";

const targets = contractTargets(process.env);

test("there is a target to run against", () => {
  expect(targets.length).toBeGreaterThan(0);
});

/** What GetBucketEncryption may say of a bucket that is off, apart from the answers that the client reads as `{}`. */
function saysOff(algorithm: unknown): boolean {
  return algorithm === undefined || algorithm === null || /^(none)?$/i.test(String(algorithm));
}

describe.each(targets)("$name", ({ open }) => {
  let cloud: Target;
  beforeAll(async () => {
    cloud = await open();
  });
  afterAll(async () => await cloud?.close());

  it(`says of a new bucket that it is off, or encrypts it by default (${MARK})`, async () => {
    await cloud.withBucket(async (bucket) => {
      const { encryptionAlgorithm } = await getBucketEncryption(
        cloud.client,
        { bucket, region: cloud.region },
        problemOf,
      );
      expect(saysOff(encryptionAlgorithm) || encryptionAlgorithm === "AES256").toBe(true);
    });
  });

  it.each([{ encryptionAlgorithm: "AES256" }, { encryptionAlgorithm: "SM4" }])(
    `gives back $encryptionAlgorithm as it was put, and no key (${MARK})`,
    async (fields) => {
      await cloud.withBucket(async (bucket) => {
        const target = { bucket, region: cloud.region };
        await putBucketEncryption(cloud.client, { ...target, fields });
        const observed = await getBucketEncryption(cloud.client, target, problemOf);
        expect(observed).toMatchObject(fields);
        expect(observed["kmsMasterKeyId"] ?? "").toBe("");
      });
    },
  );

  it(`takes the same setting twice, and another over it (${MARK})`, async () => {
    await cloud.withBucket(async (bucket) => {
      const target = { bucket, region: cloud.region };
      for (const encryptionAlgorithm of ["AES256", "AES256", "SM4"]) {
        await putBucketEncryption(cloud.client, { ...target, fields: { encryptionAlgorithm } });
      }
      expect(await getBucketEncryption(cloud.client, target, problemOf)).toMatchObject({
        encryptionAlgorithm: "SM4",
      });
    });
  });

  it(`turns encryption off, also when it is off already (${MARK})`, async () => {
    await cloud.withBucket(async (bucket) => {
      const target = { bucket, region: cloud.region };
      await putBucketEncryption(cloud.client, { ...target, fields: { encryptionAlgorithm: "AES256" } });
      await deleteBucketEncryption(cloud.client, target);
      await deleteBucketEncryption(cloud.client, target);
      const { encryptionAlgorithm } = await getBucketEncryption(cloud.client, target, problemOf);
      expect(encryptionAlgorithm).toSatisfy(saysOff);
    });
  });

  it(`refuses an algorithm it does not know, and keeps what was set (${MARK})`, async () => {
    await cloud.withBucket(async (bucket) => {
      const target = { bucket, region: cloud.region };
      await putBucketEncryption(cloud.client, { ...target, fields: { encryptionAlgorithm: "SM4" } });
      const fields = { encryptionAlgorithm: "ROT13" };
      expect(await rejection(putBucketEncryption(cloud.client, { ...target, fields }))).toMatchObject({
        code: "InvalidAlgorithm",
        status: 400,
        requestId: expect.any(String),
      });
      expect(await getBucketEncryption(cloud.client, target, problemOf)).toMatchObject({
        encryptionAlgorithm: "SM4",
      });
    });
  });

  it(`says NoSuchBucket to all of get, put, delete and head (${MARK})`, async () => {
    const target = { bucket: cloud.unusedName(), region: cloud.region };
    const fields = { encryptionAlgorithm: "AES256" };
    const errors = await Promise.all([
      rejection(getBucketEncryption(cloud.client, target, problemOf)),
      rejection(putBucketEncryption(cloud.client, { ...target, fields })),
      rejection(deleteBucketEncryption(cloud.client, target)),
      rejection(headBucket(cloud.client, target)),
    ]);
    expect(errors.map(({ code }) => code)).toEqual(Array(4).fill("NoSuchBucket"));
  });

  it(`lists a bucket with its region, and sees it by head (${MARK})`, async () => {
    await cloud.withBucket(async (bucket) => {
      await headBucket(cloud.client, { bucket, region: cloud.region });
      const { buckets } = await listBuckets(cloud.client, { region: cloud.region });
      expect(buckets.find(({ name }) => name === bucket)).toMatchObject({ location: cloud.region });
    });
  });
});

describe("temporary credentials and a wrong secret, on the emulator", () => {
  it.each([
    { name: "the token it gave", change: {}, code: undefined },
    { name: "another secret", change: { secretAccessKey: "wrong-secret" }, code: "InvalidCredentials" },
    { name: "another token", change: { sessionToken: "another-token" }, code: expect.any(String) },
  ])("with $name", async ({ change, code }) => {
    const { startEmulator } = await import("../../lib/emulator/index.ts");
    await using emulator = await startEmulator({ sessionToken: "the-session-token", buckets: ["acme-logs"] });
    const credentials = { ...emulator.credentials, sessionToken: "the-session-token", ...change };
    const client = createBosClient({ credentials, endpoint: emulator.url, env: {} });
    const outcome = await getBucketEncryption(client, { bucket: "acme-logs", region: "bj" }, problemOf).then(
      () => ({ code: undefined }),
      (error: unknown) => error,
    );
    await client.close();
    expect(outcome).toMatchObject({ code });
  });
});
