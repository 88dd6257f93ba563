import { expect, test } from "vitest";
import { observe } from "../../lib/encryption/index.ts";
import { broken, type Done, done, failed, misused, refused } from "../../lib/runtime/result.ts";

const subject = { verb: "apply", bucket: "logs", region: "bj" } as const;
const off = observe({});
const aes = observe({ encryptionAlgorithm: "AES256" });
const keyed = observe({ encryptionAlgorithm: "SM4", kmsMasterKeyId: "k1" });
const strange = observe({ encryptionAlgorithm: "AES512" });

const OFF = { enabled: false };
const AES = { enabled: true, sse_algorithm: "AES256" };
const KEYED = { enabled: true, sse_algorithm: "SM4", kms_master_key_id: "k1" };

/** A success with its warnings; with one, unless the row says which. */
interface Row {
  readonly report: Omit<Done, "warnings">;
  readonly warnings?: readonly string[];
  /** What it warns of by itself. */
  readonly own?: readonly string[];
  readonly line: string;
  readonly states: object;
}

const rows: Record<string, Row> = {
  unchanged: {
    report: { outcome: "unchanged", before: aes, after: aes },
    line: "encryption is AES256 with BOS-managed keys already. Nothing was written.",
    states: { before: AES, after: AES },
  },
  "unchanged, because it is gone": {
    report: { outcome: "unchanged" },
    warnings: [],
    line: "the bucket does not exist any more, so there is nothing to undo.",
    states: {},
  },
  "unchanged, because it is gone by all that can be seen": {
    report: { outcome: "unchanged" },
    line: "the bucket does not exist as far as can be seen, so there is nothing to undo.",
    states: {},
  },
  enabled: {
    report: { outcome: "enabled", before: off, after: keyed },
    line: "encryption was enabled. It was off, it is SM4 with KMS key k1 now. Only new uploads are encrypted; objects that are in the bucket stay as they are.",
    states: { before: OFF, after: KEYED },
  },
  changed: {
    report: { outcome: "changed", before: strange, after: aes },
    own: [
      'The algorithm "AES512", which this version does not know and which may be stronger, was replaced. deny_weakening refuses that.',
    ],
    line: 'encryption was changed. It was on with algorithm "AES512", which this version does not know, it is AES256 with BOS-managed keys now.',
    states: { before: { enabled: true, sse_algorithm: "AES512" }, after: AES },
  },
  disabled: {
    report: { outcome: "disabled", before: keyed, after: off },
    line: "encryption was disabled. It was SM4 with KMS key k1, it is off now: new uploads are stored unencrypted.",
    states: { before: KEYED, after: OFF },
  },
  "disabled, and then deleted": {
    report: { outcome: "disabled", before: aes },
    line: "encryption was disabled. It was AES256 with BOS-managed keys, and the bucket has gone meanwhile.",
    states: { before: AES },
  },
  retained: {
    report: { outcome: "retained", reason: "nobody asked" },
    line: "encryption was retained: nobody asked, so the bucket was neither read nor changed.",
    states: { reason: "nobody asked" },
  },
};

const STRANGE = ["The cloud answers strangely."];

test.each(Object.entries(rows))(
  "%s",
  (_name, { report, warnings: seen = STRANGE, own = [], line, states }) => {
    const warnings = [...seen, ...own];
    expect(done(subject, { ...report, warnings: seen })).toEqual({
      exitCode: 0,
      line: `bucket "logs": ${line}`,
      warnings,
      json: { ...subject, outcome: report.outcome, ...states, warnings },
    });
  },
);

test("a failure before anything was written says so", () => {
  expect(failed(subject, { code: "AccessDenied", message: "It was denied." }, false)).toEqual({
    exitCode: 1,
    line: 'bucket "logs": It was denied. Nothing was changed.',
    warnings: [],
    json: {
      ...subject,
      error: { code: "AccessDenied", message: "It was denied." },
      written: false,
      warnings: [],
    },
  });
});

test("a failure after a write says what its error says of it, and no more", () => {
  const message = "Nothing was changed by anybody else.";
  expect(failed(subject, { code: "NotVerified", message }, true)).toMatchObject({
    exitCode: 1,
    line: `bucket "logs": ${message}`,
    json: { written: true },
  });
});

test("a refusal", () => {
  expect(refused(subject, "weakening", "It is guarded.")).toEqual({
    exitCode: 2,
    line: 'bucket "logs": It is guarded. Nothing was changed.',
    warnings: [],
    json: {
      ...subject,
      error: { code: "weakening", message: "It is guarded." },
      written: false,
      warnings: [],
    },
  });
});

test("wrong use shows each problem in a line of its own", () => {
  const issues = ["region: Is wrong.", "bucket: Is missing."];
  expect(misused(issues, { verb: "apply" })).toEqual({
    exitCode: 64,
    line: "region: Is wrong.\nbucket: Is missing. Nothing was changed.",
    warnings: [],
    json: {
      verb: "apply",
      error: { code: "usage", message: issues.join("\n"), issues },
      written: false,
      warnings: [],
    },
  });
});

test("a fault of our own claims nothing, and shows nothing of what the error holds", () => {
  const error = Object.assign(new TypeError("cannot sign with open-sesame"), { secret: "open-sesame" });
  const result = broken(subject, error);
  expect(result).toMatchObject({ exitCode: 1, json: { error: { code: "fault" }, written: true } });
  expect(result.line).toMatch(
    /^bucket "logs": This is a fault of the runtime itself \(bos-encryption-runtime 0\.0\.0-source, TypeError at result\.test\.ts:\d+:\d+\): please report it\. Whether the bucket was changed is not known; the next run reads it before it writes anything\.$/,
  );
  expect(JSON.stringify(result)).not.toContain("open-sesame");
});

test("what was thrown may be no error at all", () => {
  expect(broken({}, "open-sesame").line).toMatch(
    /^This is a fault .* \S+, a thrown string\): please report it/,
  );
  expect(JSON.stringify(broken({}, "open-sesame"))).not.toContain("open-sesame");
});
