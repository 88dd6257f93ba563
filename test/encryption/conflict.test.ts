import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import {
  type Conflict,
  type Desired,
  diff,
  type Fields,
  judgeConflict,
  observe,
} from "../../lib/encryption/index.ts";
import { ON_CONFLICT } from "../../lib/settings/index.ts";
import { desired, fields } from "./arbitraries.ts";

const OFF: Desired = { kind: "disabled" };
const AES: Desired = { kind: "bos-managed", algorithm: "AES256" };
const SM4: Desired = { kind: "bos-managed", algorithm: "SM4" };
const key = (kmsMasterKeyId: string): Desired => ({
  kind: "kms-managed",
  algorithm: "AES256",
  kmsMasterKeyId,
});

const aes = { encryptionAlgorithm: "AES256" };
const keyed = { ...aes, kmsMasterKeyId: "k1" };
const strange = { encryptionAlgorithm: "AES512", kmsMasterKeyId: "k1" };

const adoptable: Conflict = { kind: "adoptable" };
const forbidden: Conflict = { kind: "forbidden" };
const atStake: Conflict = { kind: "key-at-stake", kmsMasterKeyId: "k1" };
const none = { unset: undefined, adopt: undefined, fail: undefined };

type Verdicts = Readonly<Record<"unset" | "adopt" | "fail", Conflict | undefined>>;
const rows: Record<string, { desired: Desired; found: Fields; verdicts: Verdicts }> = {
  "a bucket that is off has nothing to lose": { desired: AES, found: {}, verdicts: none },
  "nothing to do": { desired: key("k1"), found: keyed, verdicts: none },
  "nothing to do: off already": { desired: OFF, found: {}, verdicts: none },
  "another algorithm": {
    desired: SM4,
    found: aes,
    verdicts: { unset: adoptable, adopt: adoptable, fail: forbidden },
  },
  off: { desired: OFF, found: aes, verdicts: { unset: adoptable, adopt: adoptable, fail: forbidden } },
  "a key where there is none": {
    desired: key("k1"),
    found: aes,
    verdicts: { unset: adoptable, adopt: adoptable, fail: forbidden },
  },
  "the same key, another algorithm": {
    desired: { kind: "kms-managed", algorithm: "SM4", kmsMasterKeyId: "k1" },
    found: keyed,
    verdicts: { unset: adoptable, adopt: adoptable, fail: forbidden },
  },
  "a key dropped": {
    desired: AES,
    found: keyed,
    verdicts: { unset: atStake, adopt: adoptable, fail: forbidden },
  },
  "a key swapped": {
    desired: key("k2"),
    found: keyed,
    verdicts: { unset: atStake, adopt: adoptable, fail: forbidden },
  },
  "a key turned off": {
    desired: OFF,
    found: keyed,
    verdicts: { unset: atStake, adopt: adoptable, fail: forbidden },
  },
  "the key of an algorithm that nobody knows": {
    desired: AES,
    found: strange,
    verdicts: { unset: atStake, adopt: adoptable, fail: forbidden },
  },
};

test.each(Object.entries(rows))("%s", (_name, { desired, found, verdicts }) => {
  const observed = observe(found);
  const judge = (onConflict?: "adopt" | "fail") =>
    judgeConflict(onConflict, diff(desired, observed), observed);
  expect({ unset: judge(), adopt: judge("adopt"), fail: judge("fail") }).toEqual(verdicts);
});

describe("laws of the conflict", () => {
  const judged = fc.tuple(desired, fields, fc.constantFrom(undefined, ...ON_CONFLICT));

  it("there is one exactly when something that is on would be written over", () => {
    fc.assert(
      fc.property(judged, ([desired, answer, onConflict]) => {
        const observed = observe(answer);
        const difference = diff(desired, observed);
        const isOver = difference.action !== "none" && observed.kind !== "disabled";
        expect(judgeConflict(onConflict, difference, observed) !== undefined).toBe(isOver);
      }),
    );
  });

  it("no key is lost that nobody has agreed to lose", () => {
    fc.assert(
      fc.property(judged, ([desired, answer, onConflict]) => {
        const observed = observe(answer);
        const difference = diff(desired, observed);
        const lost = difference.action === "none" ? undefined : difference.weakening?.lostKmsMasterKeyId;
        fc.pre(lost !== undefined && judgeConflict(onConflict, difference, observed)?.kind === "adoptable");
        expect(onConflict).toBe("adopt");
      }),
    );
  });
});
