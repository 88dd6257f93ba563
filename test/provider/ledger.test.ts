import { expect, it } from "vitest";
import type { Desired } from "../../lib/encryption/index.ts";
import { type BucketLedger, createBucketLedger } from "../../lib/provider/bucket-ledger.ts";

const AES256: Desired = { kind: "bos-managed", algorithm: "AES256" };
const SM4: Desired = { kind: "bos-managed", algorithm: "SM4" };
const OFF: Desired = { kind: "disabled" };

const desired =
  (desired: Desired | undefined, bucket = "logs") =>
  (ledger: BucketLedger) =>
    ledger.noteDesired(bucket, desired)?.kind;
const destroy =
  (bucket = "logs", mayStay = false) =>
  (ledger: BucketLedger) =>
    ledger.noteDestroy(bucket, { mayStay })?.kind;

// Plans come in an order of Terraform's own: what clashes must clash whichever comes second.
it.each([
  ["the same desired state twice", desired(AES256), desired(AES256), undefined],
  ["two desired states", desired(AES256), desired(SM4), "different-settings"],
  ["on and off", desired(AES256), desired(OFF), "different-settings"],
  ["two desired states for two buckets", desired(AES256), desired(SM4, "other"), undefined],
  ["a desired state that is not known yet", desired(AES256), desired(undefined), undefined],
  ["a destroy beside a desired state", destroy(), desired(AES256), "destroyed-beside"],
  ["a destroy beside a desired state not known yet", destroy(), desired(undefined), "destroyed-beside"],
  ["a destroy beside the desired state to be off", destroy(), desired(OFF), undefined],
  ["a destroy of another bucket", destroy("other"), desired(AES256), undefined],
  ["two destroys", destroy(), destroy(), undefined],
  [
    "a destroy beside a name that may come out the same",
    destroy(),
    destroy("logs", true),
    "destroyed-beside",
  ],
  ["two names that may come out the same", destroy("logs", true), destroy("logs", true), "destroyed-beside"],
  ["a name that may come out the same, of another bucket", destroy("other", true), destroy(), undefined],
])("%s", (_, one, other, clash) => {
  const ledger = createBucketLedger();
  const mirrored = createBucketLedger();
  expect([one(ledger), other(ledger)]).toEqual([undefined, clash]);
  expect([other(mirrored), one(mirrored)]).toEqual([undefined, clash]);
});

it("remembers a desired state over one that was not known", () => {
  const ledger = createBucketLedger();
  expect([undefined, AES256, SM4].map((desired) => ledger.noteDesired("logs", desired)?.kind)).toEqual([
    undefined,
    undefined,
    "different-settings",
  ]);
});

it("tells the settings that are wanted", () => {
  const ledger = createBucketLedger();
  ledger.noteDesired("logs", undefined);
  ledger.noteDesired("logs", AES256);
  expect(ledger.noteDesired("logs", SM4)).toEqual({ kind: "different-settings", wanted: [AES256, SM4] });
  expect(ledger.noteDesired("logs", AES256)).toEqual({ kind: "different-settings", wanted: [SM4, AES256] });

  const beside = createBucketLedger();
  beside.noteDesired("data", OFF);
  expect(beside.noteDestroy("data")).toBeUndefined();
  expect(beside.noteDesired("data", SM4)).toEqual({ kind: "destroyed-beside", wanted: SM4 });
  expect(beside.noteDestroy("data")).toEqual({ kind: "destroyed-beside", wanted: SM4 });
});

it("knows nothing of a bucket until it is told, and nothing of another one then", () => {
  const ledger = createBucketLedger();
  expect([ledger.isOwned("logs"), ledger.ownedKey("logs")]).toEqual([false, undefined]);
  expect(ledger.appliedTo("logs")).toBeUndefined();
  ledger.noteOwned("logs", "key-1");
  expect(ledger.ownedKey("logs")).toBe("key-1");
  expect([ledger.isOwned("logs"), ledger.appliedTo("logs")]).toEqual([true, undefined]);
  ledger.noteApplied("logs", SM4);
  expect([ledger.appliedTo("logs"), ledger.appliedTo("other")]).toEqual([SM4, undefined]);
});

it("runs work on one bucket in turn, after a failure too, and on others at once", async () => {
  const ledger = createBucketLedger();
  const log: string[] = [];
  const work =
    (name: string, fails = false) =>
    async () => {
      log.push(`${name} begins`);
      await new Promise(setImmediate);
      log.push(`${name} ends`);
      if (fails) throw new Error(name);
    };
  const first = ledger.inTurn("logs", work("first", true));
  const second = ledger.inTurn("logs", work("second"));
  const other = ledger.inTurn("other", work("other"));
  await expect(first).rejects.toThrow("first");
  await Promise.all([second, other]);
  expect(log.filter((line) => !line.startsWith("other"))).toEqual([
    "first begins",
    "first ends",
    "second begins",
    "second ends",
  ]);
  expect(log.indexOf("other begins")).toBeLessThan(log.indexOf("first ends"));
});
