import { TerraformIterator } from "cdktf";
import { expect, test } from "vitest";
import {
  BosBucketEncryption,
  BucketEncryptionPolicy,
  type BucketEncryptionPolicyOptions,
  Encryption,
  type PolicyException,
} from "../../lib/index.ts";
import { findingsOf, makeBucket, on } from "./support/policy.ts";
import { newStack, ref } from "./support/stack.ts";

const terms = { reason: "Moves to KMS with SHOP-7", expires: "2027-03-31" };
const OFF = "[prod/logs] encryption: The policy forbids disabled().";
const BARE = '[prod/bare] no BosBucketEncryption sets the encryption of "acme-bare".';
const STALE = "[prod] BucketEncryptionPolicy: exceptions[0]: nothing needs the exception for";

interface Row {
  readonly exceptions: readonly PolicyException[];
  readonly today?: string;
  /** How each finding begins, and where an exception has ended, how it ends. */
  readonly findings: readonly (readonly [start: string, end?: string])[];
}

/** Of a stack with encryption that is off at `prod/logs`, and a bucket without one at `prod/bare`. */
const rows: Record<string, Row> = {
  "no exceptions": { exceptions: [], findings: [[OFF], [BARE]] },
  "by path": { exceptions: [{ path: "prod/logs", ...terms }], findings: [[BARE]] },
  "by the bucket's name": { exceptions: [{ bucket: "acme-logs", ...terms }], findings: [[BARE]] },
  "of a bucket's resource": {
    exceptions: [
      { path: "prod/bare", ...terms },
      { bucket: "acme-logs", ...terms },
    ],
    findings: [],
  },
  "on its last day": {
    exceptions: [{ path: "prod/logs", ...terms }],
    today: "2027-03-31",
    findings: [[BARE]],
  },
  "on the day after": {
    exceptions: [
      { path: "prod/logs", ...terms },
      { bucket: "acme-bare", ...terms },
    ],
    today: "2027-04-01",
    findings: [
      [OFF, " The exception for this (Moves to KMS with SHOP-7) ended on 2027-03-31."],
      [BARE, " The exception for this (Moves to KMS with SHOP-7) ended on 2027-03-31."],
    ],
  },
  "one that has ended and one that has not": {
    exceptions: [
      { path: "prod/logs", ...terms },
      { bucket: "acme-logs", ...terms, expires: "2028-01-01" },
    ],
    today: "2027-04-01",
    findings: [[BARE]],
  },
  "two for the same: the later one counts": {
    exceptions: [
      { path: "prod/logs", ...terms },
      { path: "prod/logs", ...terms, expires: "2028-01-01" },
    ],
    today: "2027-04-01",
    findings: [[`${STALE} "prod/logs". Remove it.`], [BARE]],
  },
  "nobody needs it": {
    exceptions: [{ path: "prod/gone", ...terms }],
    findings: [[`${STALE} "prod/gone". Remove it.`], [OFF], [BARE]],
  },
  "nobody needs it, by name": {
    exceptions: [{ bucket: "acme-gone", ...terms }],
    findings: [[`${STALE} the bucket "acme-gone". Remove it.`], [OFF], [BARE]],
  },
  "a path is no prefix": {
    exceptions: [{ path: "prod", ...terms }],
    findings: [[`${STALE} "prod". Remove it.`], [OFF], [BARE]],
  },
};

test.each(Object.entries(rows))("%s", (_name, { exceptions, today = "2027-01-01", findings }) => {
  const stack = newStack();
  new BucketEncryptionPolicy(stack, { exceptions }, on(today));
  new BosBucketEncryption(stack, "logs", { bucket: "acme-logs", encryption: Encryption.disabled() });
  makeBucket(stack, "bare", "acme-bare");
  const found = findingsOf(stack);
  expect(found).toEqual(findings.map(([start]) => expect.stringContaining(start)));
  expect(found.filter((finding) => finding.includes("exception for this"))).toEqual(
    findings.flatMap(([, end]) => (end === undefined ? [] : [expect.stringContaining(end)])),
  );
});

test("the day ends at midnight in UTC", () => {
  const findingsAt = (time: string) => {
    const stack = newStack();
    new BucketEncryptionPolicy(
      stack,
      { exceptions: [{ path: "prod/logs", ...terms }] },
      () => new Date(time),
    );
    new BosBucketEncryption(stack, "logs", { bucket: "acme-logs", encryption: Encryption.disabled() });
    return findingsOf(stack).length;
  };
  expect([findingsAt("2027-04-01T07:59:59+08:00"), findingsAt("2027-04-01T08:00:00+08:00")]).toEqual([0, 1]);
});

test("an exception for a bucket counts where only its resource knows the name", () => {
  const stack = newStack();
  const bucket = makeBucket(stack, "bucket", "acme-logs").getStringAttribute("bucket");
  new BucketEncryptionPolicy(stack, { exceptions: [{ bucket: "acme-logs", ...terms }] }, on("2027-01-01"));
  new BosBucketEncryption(stack, "logs", { bucket, encryption: Encryption.disabled() });
  expect(findingsOf(stack)).toEqual([]);
});

test("several buckets at once need an exception each", () => {
  const findingsWith = (buckets: string[]) => {
    const stack = newStack();
    const exceptions = buckets.map((bucket) => ({ bucket, ...terms }));
    new BucketEncryptionPolicy(stack, { exceptions }, on("2027-01-01"));
    const list = TerraformIterator.fromList(["acme-logs", "acme-data"]);
    const bucket = list.value as unknown as string;
    new BosBucketEncryption(stack, "logs", { bucket, forEach: list, encryption: Encryption.disabled() });
    return findingsOf(stack).length;
  };
  expect([findingsWith(["acme-logs"]), findingsWith(["acme-logs", "acme-data"])]).toEqual([1, 0]);
});

/** As JavaScript lets a user write it. */
const malformed: Record<string, { options: unknown; findings: string[] }> = {
  "a name that does not exist": {
    options: { minimal: "kms-managed" },
    findings: [
      "minimal: There is no such property, only minimum, algorithms, keys, requireForBuckets, exceptions.",
    ],
  },
  "values that do not exist": {
    options: {
      minimum: "kms",
      algorithms: ["SM4", "sm4"],
      keys: [7],
      requireForBuckets: "yes",
      exceptions: {},
    },
    findings: [
      'minimum: Write "bos-managed" or "kms-managed", not "kms".',
      'algorithms[1]: BOS encrypts with "AES256" or "SM4", not with "sm4". Did you mean "SM4"?',
      "keys[0]: Must be text, not 7.",
      "requireForBuckets: Must be true or false.",
      "exceptions: Must be a list.",
    ],
  },
  "lists that allow nothing": {
    options: { algorithms: [], keys: "key-1" },
    findings: ["algorithms: An empty list allows none. Leave it out to allow all.", "keys: Must be a list."],
  },
  "exceptions without reason, end or target": {
    options: {
      exceptions: [
        {},
        null,
        { path: "prod/logs", bucket: "Acme", reason: " ", expires: "31.3.2027", by: "me" },
      ],
    },
    findings: [
      "exceptions[0]: Write path or bucket, one of the two.",
      "exceptions[0].reason: Is missing.",
      "exceptions[0].expires: Is missing.",
      "exceptions[1]: Write { path or bucket, reason, expires }.",
      "exceptions[2].by: There is no such property, only path, bucket, reason, expires.",
      "exceptions[2]: Write path or bucket, one of the two.",
      'exceptions[2].bucket: A bucket\'s name holds only lower-case letters, digits and "-"; "Acme" holds "A".',
      "exceptions[2].reason: Say why, for whoever finds the exception later.",
      'exceptions[2].expires: Write its last day, for example "2027-03-31", not "31.3.2027".',
    ],
  },
  "what only Terraform knows": {
    options: {
      minimum: ref("var.minimum"),
      requireForBuckets: ref("var.all"),
    },
    findings: [
      "minimum: Must be a literal string, not a token.",
      "requireForBuckets: Must be true or false.",
    ],
  },
  "an exception that only Terraform knows": {
    options: { exceptions: [{ bucket: ref("var.bucket"), reason: "SHOP-7", expires: ref("var.end") }] },
    findings: ["bucket", "expires"].map(
      (name) => `exceptions[0].${name}: Must be a literal string, not a token.`,
    ),
  },
  "a day that the calendar does not have": {
    options: { exceptions: [{ path: "prod/logs", reason: "SHOP-7", expires: "2027-02-30" }] },
    findings: ['exceptions[0].expires: Write its last day, for example "2027-03-31", not "2027-02-30".'],
  },
};

test.each(Object.entries(malformed))("a policy itself is judged: %s", (_name, { options, findings }) => {
  const stack = newStack();
  new BucketEncryptionPolicy(stack, options as BucketEncryptionPolicyOptions);
  expect(findingsOf(stack)).toEqual(findings.map((finding) => `[prod] BucketEncryptionPolicy: ${finding}`));
});

test("an exception that is malformed excuses nothing", () => {
  const stack = newStack();
  const exceptions = [{ path: "prod/logs", reason: "", expires: "2027-03-31" }];
  new BucketEncryptionPolicy(stack, { exceptions }, on("2027-01-01"));
  new BosBucketEncryption(stack, "logs", { bucket: "acme-logs", encryption: Encryption.disabled() });
  expect(findingsOf(stack)).toEqual([
    expect.stringContaining("exceptions[0].reason"),
    expect.stringContaining(OFF),
  ]);
});
