import { expect, test } from "vitest";
import { type Desired, type Difference, diff, type Observed } from "../../lib/encryption/index.ts";

const off: Observed = { kind: "disabled" };
const aes: Observed = { kind: "bos-managed", algorithm: "AES256", extra: {} };
const kms = (key: string, extra = {}): Observed => ({
  kind: "kms-managed",
  algorithm: "AES256",
  kmsMasterKeyId: key,
  extra,
});
const desiredOff: Desired = { kind: "disabled" };
const desiredAes: Desired = { kind: "bos-managed", algorithm: "AES256" };
const desiredSm4: Desired = { kind: "bos-managed", algorithm: "SM4" };
const desiredKms: Desired = { kind: "kms-managed", algorithm: "AES256", kmsMasterKeyId: "k-1" };

const rows: Record<string, { desired: Desired; observed: Observed; difference: Difference }> = {
  "off and wanted off": {
    desired: desiredOff,
    observed: off,
    difference: { action: "none", reason: "already off" },
  },
  "equal and on": {
    desired: desiredAes,
    observed: aes,
    difference: { action: "none", reason: "already AES256 with BOS-managed keys" },
  },
  "same key, with a field of the future": {
    desired: desiredKms,
    observed: kms("k-1", { bucketKey: true }),
    difference: { action: "none", reason: "already AES256 with KMS key k-1" },
  },
  "off to on": {
    desired: desiredAes,
    observed: off,
    difference: {
      action: "put",
      reason: "off, wanted AES256 with BOS-managed keys",
      fields: { encryptionAlgorithm: "AES256" },
      turnsOn: true,
    },
  },
  "another algorithm is no weakening": {
    desired: desiredSm4,
    observed: aes,
    difference: {
      action: "put",
      reason: "AES256 with BOS-managed keys, wanted SM4 with BOS-managed keys",
      fields: { encryptionAlgorithm: "SM4" },
      turnsOn: false,
    },
  },
  "BOS-managed to KMS-managed is no weakening": {
    desired: desiredKms,
    observed: aes,
    difference: {
      action: "put",
      reason: "AES256 with BOS-managed keys, wanted AES256 with KMS key k-1",
      fields: { encryptionAlgorithm: "AES256", kmsMasterKeyId: "k-1" },
      turnsOn: false,
    },
  },
  "another key keeps the fields of the method": {
    desired: desiredKms,
    observed: kms("k-0", { bucketKey: true }),
    difference: {
      action: "put",
      reason: "AES256 with KMS key k-0, wanted AES256 with KMS key k-1",
      fields: { bucketKey: true, encryptionAlgorithm: "AES256", kmsMasterKeyId: "k-1" },
      fieldsWithoutExtra: { encryptionAlgorithm: "AES256", kmsMasterKeyId: "k-1" },
      turnsOn: false,
      weakening: {
        kind: "kms-key-replaced",
        consequence: "are encrypted with KMS key k-1, no longer with k-0",
        lostKmsMasterKeyId: "k-0",
      },
    },
  },
  "KMS-managed to BOS-managed drops the method's fields": {
    desired: desiredAes,
    observed: kms("k-0", { bucketKey: true }),
    difference: {
      action: "put",
      reason: "AES256 with KMS key k-0, wanted AES256 with BOS-managed keys",
      fields: { encryptionAlgorithm: "AES256" },
      turnsOn: false,
      weakening: {
        kind: "kms-key-dropped",
        consequence: "are encrypted with keys that BOS manages, no longer with KMS key k-0",
        lostKmsMasterKeyId: "k-0",
      },
    },
  },
  "on to off": {
    desired: desiredOff,
    observed: kms("k-0"),
    difference: {
      action: "delete",
      reason: "AES256 with KMS key k-0, wanted off",
      weakening: {
        kind: "turned-off",
        consequence: "are stored unencrypted",
        lostKmsMasterKeyId: "k-0",
      },
    },
  },
  "an algorithm of the future is a difference, not off": {
    desired: desiredAes,
    observed: { kind: "unknown-algorithm", algorithm: "AES512", extra: {} },
    difference: {
      action: "put",
      reason: `on with algorithm "AES512", which this version does not know, wanted AES256 with BOS-managed keys`,
      fields: { encryptionAlgorithm: "AES256" },
      turnsOn: false,
      weakening: {
        kind: "unknown-algorithm-replaced",
        consequence: `are encrypted with AES256, no longer with the algorithm "AES512", which this version does not know and which may be stronger`,
      },
    },
  },
  "an algorithm of the future beside a key that stays": {
    desired: desiredKms,
    observed: { kind: "unknown-algorithm", algorithm: "AES512", kmsMasterKeyId: "k-1", extra: {} },
    difference: {
      action: "put",
      reason: `on with algorithm "AES512", which this version does not know, KMS key k-1, wanted AES256 with KMS key k-1`,
      fields: { encryptionAlgorithm: "AES256", kmsMasterKeyId: "k-1" },
      turnsOn: false,
      weakening: {
        kind: "unknown-algorithm-replaced",
        consequence: `are encrypted with AES256, no longer with the algorithm "AES512", which this version does not know and which may be stronger`,
      },
    },
  },
  "an algorithm of the future beside a key that goes": {
    desired: desiredAes,
    observed: { kind: "unknown-algorithm", algorithm: "AES512", kmsMasterKeyId: "k-0", extra: {} },
    difference: {
      action: "put",
      reason: `on with algorithm "AES512", which this version does not know, KMS key k-0, wanted AES256 with BOS-managed keys`,
      fields: { encryptionAlgorithm: "AES256" },
      turnsOn: false,
      weakening: {
        kind: "kms-key-dropped",
        consequence: `are encrypted with keys that BOS manages, no longer with KMS key k-0 and the algorithm "AES512", which this version does not know`,
        lostKmsMasterKeyId: "k-0",
      },
    },
  },
  "a key without an algorithm loses nothing by getting one": {
    desired: desiredKms,
    observed: { kind: "unknown-algorithm", algorithm: "", kmsMasterKeyId: "k-1", extra: {} },
    difference: {
      action: "put",
      reason: "on without a named algorithm, KMS key k-1, wanted AES256 with KMS key k-1",
      fields: { encryptionAlgorithm: "AES256", kmsMasterKeyId: "k-1" },
      turnsOn: false,
    },
  },
};

test.each(Object.entries(rows))("%s", (_name, { desired, observed, difference }) => {
  expect(diff(desired, observed)).toEqual(difference);
});
