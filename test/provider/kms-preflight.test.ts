// What makes a key unfit for a bucket, and how often KMS is asked.
import { describe, expect, it } from "vitest";
import { BceError } from "../../lib/bos/index.ts";
import type { KeyMetadata } from "../../lib/kms/index.ts";
import { problemOf } from "../../lib/provider/key-check.ts";
import { createKeyLedger } from "../../lib/provider/key-ledger.ts";

const KEY: KeyMetadata = {
  keyId: "key-1",
  state: "enabled",
  description: "",
  region: "bj",
  keySpec: "AES_256",
};

describe("a key's problem", () => {
  it.each<[string, Partial<KeyMetadata>, string | undefined, boolean]>([
    ["none", {}, undefined, true],
    ["none: the region in another case", { region: "BJ" }, undefined, true],
    ["none: a spec of a newer cloud", { keySpec: "SM9_512" }, undefined, true],
    ["another region", { region: "su" }, 'is in region "su"', true],
    ["asymmetric", { keySpec: "SM2_256" }, "is asymmetric", true],
    ["disabled", { state: "disabled" }, "is disabled", true],
    ["pending deletion", { state: "pending-deletion" }, "is pending deletion", true],
    ["pending import", { state: "pending-import" }, "is pending import", true],
    ["a state that nobody knows", { state: { unknown: "Frozen" } }, 'is in the state "Frozen"', false],
  ])("%s", (_name, more, summary, certain) => {
    const problem = problemOf({ kind: "found", key: { ...KEY, ...more } }, "bj");
    expect(problem && { summary: problem.summary, certain: problem.certain }).toEqual(
      summary && { summary, certain },
    );
  });

  it("missing, with what the cloud said", () => {
    expect(problemOf({ kind: "missing", reason: "No." }, "bj")).toEqual({
      summary: "does not exist",
      detail: "No.",
      certain: true,
    });
  });

  it("has the date of a deletion", () => {
    const key: KeyMetadata = { ...KEY, state: "pending-deletion", deletionDate: "2026-12-01T00:00:00Z" };
    expect(problemOf({ kind: "found", key }, "bj")?.detail).toContain(
      "permanently deleted on 2026-12-01T00:00:00Z",
    );
  });
});

describe("the ledger of keys", () => {
  const target = { keyId: "key-1", region: "bj" };

  /** A KMS that gives these answers, one after the other, and then the last for ever. */
  function kmsThat(...answers: readonly (KeyMetadata | BceError)[]) {
    const asked: string[] = [];
    const ledger = createKeyLedger(async ({ region, keyId }) => {
      const answer = answers[Math.min(asked.length, answers.length - 1)] ?? KEY;
      asked.push(`${region}/${keyId}`);
      if (answer instanceof BceError) throw answer;
      return answer;
    });
    return { asked, ledger };
  }

  it("asks once for each key and region, also when many look at once", async () => {
    const { asked, ledger } = kmsThat(KEY);
    await Promise.all([ledger.look(target), ledger.look(target), ledger.lookQuietly(target)]);
    await ledger.look({ ...target, region: "su" });
    expect(asked).toEqual(["bj/key-1", "su/key-1"]);
  });

  it.each([
    ["a refusal", new BceError("AccessDenied", { status: 403 }), "denied"],
    ["a missing key", new BceError("NotFound", { status: 404, cloudCode: "NoSuchKey" }), "missing"],
  ])("remembers %s", async (_name, error, kind) => {
    const { asked, ledger } = kmsThat(error);
    expect((await ledger.look(target)).kind).toBe(kind);
    expect((await ledger.look(target)).kind).toBe(kind);
    expect(asked).toHaveLength(1);
  });

  it("asks again after any other failure, but not for a mere warning", async () => {
    const { asked, ledger } = kmsThat(new BceError("Timeout"), KEY);
    await expect(ledger.look(target)).rejects.toMatchObject({ code: "Timeout" });
    expect(await ledger.lookQuietly(target)).toBeUndefined();
    expect(asked).toHaveLength(1);
    expect(await ledger.look(target)).toEqual({ kind: "found", key: KEY });
    expect(asked).toHaveLength(2);
  });

  it("takes a key that a plan enables for enabled, until it is forgotten", async () => {
    const off: KeyMetadata = { ...KEY, state: "disabled" };
    const { ledger } = kmsThat(off);
    ledger.expectEnabled(target);
    expect(await ledger.look(target)).toEqual({ kind: "found", key: KEY });
    ledger.forget(target);
    expect(await ledger.look(target)).toEqual({ kind: "found", key: off });
  });

  it("does not ask for a key that was just seen", async () => {
    const { asked, ledger } = kmsThat(KEY);
    ledger.note(target, KEY);
    expect(await ledger.look(target)).toEqual({ kind: "found", key: KEY });
    expect(asked).toEqual([]);
  });
});
