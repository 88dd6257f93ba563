import { expect, it } from "vitest";
import { type Desired, diff, type Observed } from "../../lib/encryption/index.ts";
import { UNKNOWN } from "../../lib/plugin/index.ts";
import { conflictOf, possibleConflictOf } from "../../lib/provider/bucket/conflict.ts";

const OFF: Observed & Desired = { kind: "disabled" };
const on = (algorithm: "AES256" | "SM4") => ({ kind: "bos-managed", algorithm, extra: {} }) as const;
const key = (kmsMasterKeyId: string) =>
  ({ kind: "kms-managed", algorithm: "AES256", kmsMasterKeyId, extra: {} }) as const;

type Row = readonly [
  name: string,
  observed: Observed,
  desired: Desired,
  kinds: readonly (string | undefined)[],
];

/** What comes of `on_conflict` unset, "adopt", "fail", and known only after the apply. */
const ON_CONFLICT = [null, "adopt", "fail", UNKNOWN] as const;
const NONE = [undefined, undefined, undefined, undefined];
const LOSES_NOTHING = ["adoptable", "adoptable", "refused", "adoptable"];
const LOSES_A_KEY = ["refused", "adoptable", "refused", "adoptable"];

it.each<Row>([
  ["equal", on("AES256"), on("AES256"), NONE],
  ["off so far", OFF, key("a"), NONE],
  ["off, and wanted off", OFF, OFF, NONE],
  ["another algorithm", on("SM4"), on("AES256"), LOSES_NOTHING],
  ["a key in place of BOS's own", on("AES256"), key("a"), LOSES_NOTHING],
  ["turned off", on("AES256"), OFF, LOSES_NOTHING],
  ["a key dropped", key("a"), on("AES256"), LOSES_A_KEY],
  ["a key swapped", key("a"), key("b"), LOSES_A_KEY],
  ["a key turned off", key("a"), OFF, LOSES_A_KEY],
  [
    "an unknown algorithm with a key",
    { kind: "unknown-algorithm", algorithm: "KYBER", kmsMasterKeyId: "a", extra: {} },
    on("AES256"),
    LOSES_A_KEY,
  ],
])("%s", (_, observed, desired, kinds) => {
  const difference = diff(desired, observed);
  const found = ON_CONFLICT.map((word) => conflictOf(word, "logs", difference, observed)?.kind);
  expect(found).toEqual(kinds);
});

it("tells how to keep the key, and how to give it up", () => {
  expect(conflictOf(null, "logs", diff(on("AES256"), key("a")), key("a"))).toEqual({
    kind: "refused",
    summary: 'Bucket "logs" uses KMS key a',
    detail:
      'The bucket is encrypted already, and not by this resource: AES256 with KMS key a, wanted AES256 with BOS-managed keys. Taking it over would give up that key for new uploads. If this is what you want, set on_conflict = "adopt"; else write kms_master_key_id = "a".',
  });
});

it.each([
  ["a key, and nothing said", undefined, "key-1", 'Bucket "logs" uses KMS key key-1, which this may give up'],
  ["a key, and fail", "fail", "key-1", 'Bucket "logs" uses KMS key key-1, which this may give up'],
  ["a key, and adopt", "adopt", "key-1", undefined],
  ["a key, and a word that is not known yet", UNKNOWN, "key-1", undefined],
  ["no key", undefined, null, undefined],
] as const)("while part of what is wanted is not known: %s", (_, onConflict, keyId, summary) => {
  const conflict = possibleConflictOf(onConflict ?? null, "logs", keyId);
  expect(conflict?.kind === "refused" ? conflict.summary : conflict).toBe(summary);
});
