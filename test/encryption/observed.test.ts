import { expect, test } from "vitest";
import { type Fields, mayUseKey, type Observed, observe, problemOf } from "../../lib/encryption/index.ts";

const rows: Record<string, { fields: Fields; observed: Observed }> = {
  "an empty object is off": { fields: {}, observed: { kind: "disabled" } },
  "a null algorithm is off": { fields: { encryptionAlgorithm: null }, observed: { kind: "disabled" } },
  "an empty algorithm is off": { fields: { encryptionAlgorithm: "" }, observed: { kind: "disabled" } },
  "none is off": { fields: { encryptionAlgorithm: "none" }, observed: { kind: "disabled" } },
  "None in any case is off": { fields: { encryptionAlgorithm: "NonE" }, observed: { kind: "disabled" } },
  "null beside a field of the future is off": {
    fields: { encryptionAlgorithm: null, rotation: 3 },
    observed: { kind: "disabled" },
  },
  "none is off whatever key was left behind": {
    fields: { encryptionAlgorithm: "none", kmsMasterKeyId: "k-1" },
    observed: { kind: "disabled" },
  },
  "none with spaces is not guessed at": {
    fields: { encryptionAlgorithm: " none " },
    observed: { kind: "unknown-algorithm", algorithm: " none ", extra: {} },
  },
  "nothing but spaces is not off": {
    fields: { encryptionAlgorithm: "  " },
    observed: { kind: "unknown-algorithm", algorithm: "  ", extra: {} },
  },
  "an empty algorithm beside a key is not off": {
    fields: { encryptionAlgorithm: "", kmsMasterKeyId: "k-1" },
    observed: { kind: "unknown-algorithm", algorithm: "", kmsMasterKeyId: "k-1", extra: {} },
  },
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

const flawed: Record<string, Fields> = {
  "only a field that nobody knows": { rotation: 3 },
  "only an inherited name": { toString: "none" },
  "a key that is null": { kmsMasterKeyId: null },
  "a key that is empty, beside what nobody knows": { kmsMasterKeyId: "", rotation: 3 },
  "the algorithm in another case": { EncryptionAlgorithm: "AES256" },
  "the algorithm with an underscore": { encryption_algorithm: "none" },
  "the algorithm in another case beside the right one": {
    encryptionAlgorithm: "none",
    encryptionalgorithm: "SM4",
  },
  "the key in another case": { encryptionAlgorithm: "AES256", kmsMasterKeyID: "k-1" },
  "the key with a dash": { encryptionAlgorithm: "AES256", "kms-master-key-id": "k-1" },
  "an algorithm that is a number": { encryptionAlgorithm: 0 },
  "an algorithm that is false": { encryptionAlgorithm: false },
  "an algorithm that is a list": { encryptionAlgorithm: [] },
  "a key that is an object, beside none": { encryptionAlgorithm: "none", kmsMasterKeyId: {} },
  "what stands in __proto__": JSON.parse('{"__proto__":{"encryptionAlgorithm":"none"}}'),
};

test.each(Object.entries(flawed))("%s is no answer", (_name, fields) => {
  expect(problemOf(fields)).toMatch(/^It(s| has) .*\.$/);
  expect(() => observe(fields)).toThrow("Not an answer of GetBucketEncryption.");
});

const long = "x".repeat(41);
test.each<{ fields: Fields; header?: string; problem: string }>([
  {
    fields: { code: 3 },
    problem: 'It has neither "encryptionAlgorithm" nor a "kmsMasterKeyId", but "code".',
  },
  {
    fields: { code: "AccessDenied", message: "no", requestId: "r" },
    problem:
      'It has neither "encryptionAlgorithm" nor a "kmsMasterKeyId", but "code", "message", "requestId".',
  },
  {
    fields: { a: 1, b: 2, c: 3, d: 4, e: 5 },
    problem: 'It has neither "encryptionAlgorithm" nor a "kmsMasterKeyId", but "a", "b", "c" and 2 more.',
  },
  {
    fields: { [long]: 1 },
    problem: `It has neither "encryptionAlgorithm" nor a "kmsMasterKeyId", but "${long.slice(1)}".`,
  },
  {
    fields: { encryption_algorithm: "none" },
    problem: 'Its "encryption_algorithm" is not the "encryptionAlgorithm" of this call.',
  },
  { fields: { encryptionAlgorithm: [] }, problem: 'Its "encryptionAlgorithm" is no text but a list.' },
  {
    fields: { encryptionAlgorithm: "AES256", kmsMasterKeyId: 7 },
    problem: 'Its "kmsMasterKeyId" is no text but of the type number.',
  },
  { fields: {}, header: "AES256", problem: 'It names no algorithm, but its header says "AES256".' },
  { fields: {}, header: long, problem: `It names no algorithm, but its header says "${long.slice(1)}".` },
])("a body that is no answer, and why: $problem", ({ fields, header = "", problem }) => {
  expect(problemOf(fields, header)).toBe(problem);
  if (header === "")
    expect(() => observe(fields)).toThrow(new TypeError(`Not an answer of GetBucketEncryption. ${problem}`));
});

test.each<{ fields: Fields; header: string; isFlawed: boolean }>([
  { fields: {}, header: "", isFlawed: false },
  { fields: {}, header: "none", isFlawed: false },
  { fields: {}, header: "None", isFlawed: false },
  { fields: {}, header: "AES256", isFlawed: true },
  { fields: { encryptionAlgorithm: null }, header: "SM4", isFlawed: true },
  { fields: { encryptionAlgorithm: "" }, header: "SM4", isFlawed: true },
  { fields: { encryptionAlgorithm: "none" }, header: "AES256", isFlawed: false },
  { fields: { encryptionAlgorithm: "AES256" }, header: "AES256", isFlawed: false },
  { fields: { encryptionAlgorithm: "AES256" }, header: "", isFlawed: false },
])('$fields beside a header that says "$header": a problem is $isFlawed', ({ fields, header, isFlawed }) => {
  expect(problemOf(fields, header) !== undefined).toBe(isFlawed);
});

test("a polluted prototype is no field of an answer", () => {
  const polluted = Object.prototype as { encryptionAlgorithm?: string };
  polluted.encryptionAlgorithm = "none";
  try {
    expect(problemOf({ rotation: 3 })).toContain("neither");
    expect(observe({ kmsMasterKeyId: "k-1" })).toMatchObject({ kind: "unknown-algorithm", algorithm: "" });
  } finally {
    delete polluted.encryptionAlgorithm;
  }
});

const K = "5be45b47-38ba-f055-e892-25ff66c91adc";
test.each<{ name: string; fields: Fields; uses: boolean }>([
  { name: "its key", fields: { encryptionAlgorithm: "SM4", kmsMasterKeyId: K }, uses: true },
  {
    name: "its key in capitals",
    fields: { encryptionAlgorithm: "SM4", kmsMasterKeyId: K.toUpperCase() },
    uses: true,
  },
  { name: "its key, padded", fields: { encryptionAlgorithm: "SM4", kmsMasterKeyId: ` ${K}` }, uses: true },
  { name: "its key without an algorithm", fields: { kmsMasterKeyId: K }, uses: true },
  {
    name: "a field of the future",
    fields: { encryptionAlgorithm: "SM4", rule: [{ key: { id: K } }] },
    uses: true,
  },
  {
    name: "a field of the future beside another key",
    fields: { encryptionAlgorithm: "SM4", kmsMasterKeyId: "k-1", rule: K },
    uses: true,
  },
  {
    name: "fields of the future that hold no text",
    fields: { encryptionAlgorithm: "SM4", a: 3, b: true, c: null, d: [], e: {} },
    uses: false,
  },
  { name: "another key", fields: { encryptionAlgorithm: "SM4", kmsMasterKeyId: "k-1" }, uses: false },
  { name: "no key", fields: { encryptionAlgorithm: "SM4" }, uses: false },
  {
    name: "a key that off has left behind",
    fields: { encryptionAlgorithm: "none", kmsMasterKeyId: K },
    uses: false,
  },
])("a bucket may use a key by $name: $uses", ({ fields, uses }) => {
  expect(mayUseKey(observe(fields), K)).toBe(uses);
});

test("a key that is asked for with spaces around it, or in capitals, is the same key", () => {
  const observed = observe({ encryptionAlgorithm: "SM4", kmsMasterKeyId: K });
  expect([` ${K}`, `${K}\n`, K.toUpperCase()].map((asked) => mayUseKey(observed, asked))).toEqual([
    true,
    true,
    true,
  ]);
});
