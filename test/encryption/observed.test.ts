import { expect, test } from "vitest";
import { type Fields, type Observed, observe } from "../../lib/encryption/index.ts";

const rows: Record<string, { fields: Fields; observed: Observed }> = {
  "an empty object is off": { fields: {}, observed: { kind: "disabled" } },
  "a null algorithm is off": { fields: { encryptionAlgorithm: null }, observed: { kind: "disabled" } },
  "an empty algorithm is off": { fields: { encryptionAlgorithm: "" }, observed: { kind: "disabled" } },
  "none is off": { fields: { encryptionAlgorithm: "none" }, observed: { kind: "disabled" } },
  "None in any case is off": { fields: { encryptionAlgorithm: "NonE" }, observed: { kind: "disabled" } },
  "only a field of the future is off": { fields: { rotation: 3 }, observed: { kind: "disabled" } },
  "an algorithm alone is BOS-managed": {
    fields: { encryptionAlgorithm: "SM4" },
    observed: { kind: "bos-managed", algorithm: "SM4", extra: {} },
  },
  "an empty key is no key": {
    fields: { encryptionAlgorithm: "AES256", kmsMasterKeyId: "" },
    observed: { kind: "bos-managed", algorithm: "AES256", extra: {} },
  },
  "a null key is no key": {
    fields: { encryptionAlgorithm: "AES256", kmsMasterKeyId: null },
    observed: { kind: "bos-managed", algorithm: "AES256", extra: {} },
  },
  "an algorithm and a key are KMS-managed, extra fields kept": {
    fields: { encryptionAlgorithm: "AES256", kmsMasterKeyId: "k-1", bucketKey: true },
    observed: { kind: "kms-managed", algorithm: "AES256", kmsMasterKeyId: "k-1", extra: { bucketKey: true } },
  },
  "an algorithm of the future is kept": {
    fields: { encryptionAlgorithm: "AES512" },
    observed: { kind: "unknown-algorithm", algorithm: "AES512", extra: {} },
  },
  "a known algorithm in another spelling is not guessed at": {
    fields: { encryptionAlgorithm: "aes256", kmsMasterKeyId: "k-1" },
    observed: { kind: "unknown-algorithm", algorithm: "aes256", kmsMasterKeyId: "k-1", extra: {} },
  },
  "a key without an algorithm is not off": {
    fields: { kmsMasterKeyId: "k-1" },
    observed: { kind: "unknown-algorithm", algorithm: "", kmsMasterKeyId: "k-1", extra: {} },
  },
};

test.each(Object.entries(rows))("%s", (_name, { fields, observed }) => {
  expect(observe(fields)).toEqual(observed);
});
