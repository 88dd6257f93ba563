import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseDesired } from "../../lib/encryption/index.ts";
import {
  checkBucketName,
  checkKmsMasterKeyId,
  checkRegion,
  checkRotationCycle,
  checkSseAlgorithm,
  doubtKmsMasterKeyId,
} from "../../lib/settings/index.ts";

const codes = (issues: readonly { code: string }[]) => issues.map(({ code }) => code);

describe("bucket names", () => {
  test.each([
    ["abc", []],
    ["a-1", []],
    ["0".repeat(63), []],
    ["ab", ["bucket-name-length"]],
    ["", ["bucket-name-length"]],
    ["a".repeat(64), ["bucket-name-length"]],
    ["Acme", ["bucket-name-characters"]],
    ["acme_logs", ["bucket-name-characters"]],
    ["acme.logs", ["bucket-name-characters"]],
    ["桶桶桶", ["bucket-name-characters"]],
    ["-acme", ["bucket-name-edges"]],
    ["acme-", ["bucket-name-edges"]],
    ["-A", ["bucket-name-length", "bucket-name-characters", "bucket-name-edges"]],
    ["acme\nlogs", ["bucket-name-characters"]],
  ])("%j", (name, expected) => {
    expect(codes(checkBucketName(name))).toEqual(expected);
  });

  test("messages show strange characters instead of printing them", () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        for (const { message } of checkBucketName(name)) {
          // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not appear
          expect(message).not.toMatch(/[\u0000-\u001f]/);
        }
      }),
    );
  });
});

test.each([
  ["AES256", []],
  ["SM4", []],
  ["aes-256", ["algorithm-unknown"]],
  ["", ["algorithm-unknown"]],
  ["AES256 ", ["algorithm-unknown"]],
])("algorithm %j", (algorithm, expected) => {
  expect(codes(checkSseAlgorithm(algorithm))).toEqual(expected);
});

test("a near miss of an algorithm is told what was meant", () => {
  expect(checkSseAlgorithm("aes-256")[0]?.message).toContain('Did you mean "AES256"?');
  expect(checkSseAlgorithm("DES")[0]?.message).not.toContain("Did you mean");
  for (const method of ["KMS", "aws:kms", "SSE-KMS"]) {
    expect(checkSseAlgorithm(method)[0]?.message).toContain("set kms_master_key_id");
  }
});

test.each([
  ["5be45b47-38ba-f055-e892-25ff66c91adc", []],
  ["", ["kms-key-empty"]],
  [" k-1", ["kms-key-malformed"]],
  ["k 1", ["kms-key-malformed"]],
  ["k-1\n", ["kms-key-malformed"]],
  ["钥匙", ["kms-key-malformed"]],
])("KMS key %j", (key, expected) => {
  expect(codes(checkKmsMasterKeyId(key))).toEqual(expected);
});

test.each([
  "5be45b47-38ba-f055-e892-25ff66c91adc",
  "5BE45B47-38BA-F055-E892-25FF66C91ADC",
  // Refused, so there is nothing left to warn of.
  "",
  " 5be45b47-38ba-f055-e892-25ff66c91adc",
])("no doubt about the id of a KMS key: %j", (key) => {
  expect(doubtKmsMasterKeyId(key)).toBeUndefined();
});

test.each([
  "key-1",
  "5be45b47-38ba-f055-e892-25ff66c91ad",
  "5be45b47-38ba-f055-e892-25ff66c91adcc",
  "5be45b4738baf055e89225ff66c91adc",
  "5be45b47-38ba-f055-e892-25ff66c91adg",
  "5be45b473-8ba-f055-e892-25ff66c91adc",
  "k/5be45b47-38ba-f055-e892-25ff66c91adc",
])("the id of a KMS key that looks odd: %j", (key) => {
  expect(doubtKmsMasterKeyId(key)?.summary).toBe(`KMS key id "${key}" has an unusual form`);
});

test.each([
  [0, []],
  [7, []],
  [365, []],
  [6, ["rotation-cycle"]],
  [1, ["rotation-cycle"]],
  [366, ["rotation-cycle"]],
  [-7, ["rotation-cycle"]],
  [7.5, ["rotation-cycle"]],
  [Number.NaN, ["rotation-cycle"]],
])("a key rotated after %d days", (days, expected) => {
  expect(codes(checkRotationCycle(days))).toEqual(expected);
});

test.each([
  ["bj", []],
  ["a-region-of-tomorrow", []],
  ["", ["region-malformed"]],
  ["BJ", ["region-malformed"]],
  ["bj.evil.example", ["region-malformed"]],
  ["bj/", ["region-malformed"]],
])("region %j", (region, expected) => {
  expect(codes(checkRegion(region))).toEqual(expected);
});

describe("a desired state as it is written", () => {
  test.each([
    [{}, { kind: "bos-managed", algorithm: "AES256" }],
    [
      { enabled: true, sseAlgorithm: null },
      { kind: "bos-managed", algorithm: "AES256" },
    ],
    [
      { sseAlgorithm: "SM4", kmsMasterKeyId: "k-1" },
      { kind: "kms-managed", algorithm: "SM4", kmsMasterKeyId: "k-1" },
    ],
    [{ enabled: false }, { kind: "disabled" }],
    [{ enabled: false, sseAlgorithm: "SM4", kmsMasterKeyId: "k-1" }, { kind: "disabled" }],
  ])("%j", (input, desired) => {
    expect(parseDesired(input)).toEqual({ ok: true, desired });
  });

  test("everything wrong is said at once, beside enabled = false too", () => {
    const parsed = parseDesired({ enabled: false, sseAlgorithm: "DES", kmsMasterKeyId: "" });
    expect(parsed.ok ? [] : codes(parsed.issues)).toEqual(["algorithm-unknown", "kms-key-empty"]);
  });
});
