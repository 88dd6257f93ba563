import { expect, test } from "vitest";
import { type Desired, diff, type Observed, observe } from "../../lib/encryption/index.ts";
import { Refusal, refuseUnasked } from "../../lib/runtime/refusal.ts";
import type { Request } from "../../lib/runtime/request.ts";
import { requestOf } from "./support/world.ts";

const off = observe({});
const aes = observe({ encryptionAlgorithm: "AES256" });
const keyed = observe({ encryptionAlgorithm: "AES256", kmsMasterKeyId: "k1" });

/** What the refusal of a write says; undefined where it may be done. */
function verdictOn(request: Request, denyWeakening: boolean, before: Observed): string | undefined {
  const desired: Desired = request.verb === "apply" ? request.desired : { kind: "disabled" };
  try {
    refuseUnasked(request, denyWeakening)(diff(desired, before), before);
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return `${error.code}: ${error.message}`;
  }
}

const AES: Desired = { kind: "bos-managed", algorithm: "AES256" };
const SM4: Desired = { kind: "bos-managed", algorithm: "SM4" };
const OFF: Desired = { kind: "disabled" };
const key = (kmsMasterKeyId: string): Desired => ({
  kind: "kms-managed",
  algorithm: "AES256",
  kmsMasterKeyId,
});
const ask =
  "deny_weakening is set, so this is refused. If it is what you want, unset deny_weakening and BOS_DENY_WEAKENING for this run.";
const notYours =
  'To give it up, set on_conflict to "adopt"; to leave the bucket as it is, set on_destroy to "retain".';

const applies: Record<
  string,
  {
    before: Observed;
    desired: Desired;
    onConflict?: "adopt" | "fail";
    denyWeakening?: boolean;
    verdict?: string;
  }
> = {
  "off to on": { before: off, desired: AES, onConflict: "fail", denyWeakening: true },
  "nothing to do": { before: keyed, desired: key("k1"), onConflict: "fail", denyWeakening: true },
  "another algorithm": { before: aes, desired: SM4, denyWeakening: true },
  "a key for none": { before: aes, desired: key("k1"), denyWeakening: true },
  "another algorithm, with fail": {
    before: aes,
    desired: SM4,
    onConflict: "fail",
    verdict:
      'conflict: Found AES256 with BOS-managed keys, wanted SM4 with BOS-managed keys. on_conflict is "fail", so the existing setting is kept, even if an earlier apply made it. To replace it, set on_conflict to "adopt".',
  },
  "on to off": { before: aes, desired: OFF },
  "on to off, guarded": {
    before: aes,
    desired: OFF,
    onConflict: "adopt",
    denyWeakening: true,
    verdict: `weakening: Found AES256 with BOS-managed keys, wanted off. After this change new uploads to the bucket are stored unencrypted. ${ask}`,
  },
  "a key dropped": {
    before: keyed,
    desired: AES,
    verdict:
      'conflict: Found AES256 with KMS key k1, wanted AES256 with BOS-managed keys. This would give up KMS key k1 for new uploads. If that is what you want, set on_conflict to "adopt"; if not, set kms_master_key_id to that key.',
  },
  "a key dropped for nothing": {
    before: keyed,
    desired: OFF,
    verdict:
      'conflict: Found AES256 with KMS key k1, wanted off. This would give up KMS key k1 for new uploads. If that is what you want, set on_conflict to "adopt"; if not, set kms_master_key_id to that key.',
  },
  "a key dropped, with adopt": { before: keyed, desired: AES, onConflict: "adopt" },
  "a key swapped, with adopt": { before: keyed, desired: key("k2"), onConflict: "adopt" },
  "a key swapped, with adopt and guarded": {
    before: keyed,
    desired: key("k2"),
    onConflict: "adopt",
    denyWeakening: true,
    verdict: `weakening: Found AES256 with KMS key k1, wanted AES256 with KMS key k2. After this change new uploads to the bucket are encrypted with KMS key k2, no longer with k1. ${ask}`,
  },
};

test.each(Object.entries(applies))("apply: %s", (_name, row) => {
  const { before, desired, onConflict, denyWeakening = false, verdict } = row;
  const request: Request = { ...requestOf("apply", { on_conflict: onConflict }), desired: desired };
  expect(verdictOn(request, denyWeakening, before)).toBe(verdict);
});

const destroys: Record<
  string,
  {
    before: Observed;
    named?: string;
    onConflict?: "adopt" | "fail";
    denyWeakening?: boolean;
    verdict?: string;
  }
> = {
  "off already": { before: off, denyWeakening: true },
  "keys of BOS": { before: aes },
  "keys of BOS, whatever on_conflict says": { before: aes, onConflict: "fail" },
  "keys of BOS, where the stack names a key": { before: aes, named: "k1" },
  guarded: {
    before: aes,
    denyWeakening: true,
    verdict: `weakening: Found AES256 with BOS-managed keys, wanted off. After this change new uploads to the bucket are stored unencrypted. ${ask}`,
  },
  "the stack's own key": { before: keyed, named: "k1" },
  "a key that only Terraform knows": { before: keyed, named: "*" },
  "a key that no stack names": {
    before: keyed,
    verdict: `conflict: Found AES256 with KMS key k1, wanted off. The stack names no KMS key, so k1 was set by somebody else, or by a desired state that the stack no longer holds. ${notYours}`,
  },
  "another key than the stack's": {
    before: keyed,
    named: "k2",
    onConflict: "fail",
    verdict: `conflict: Found AES256 with KMS key k1, wanted off. The stack names KMS key k2, so k1 was set by somebody else, or by a desired state that the stack no longer holds. ${notYours}`,
  },
  "another key than the stack's, with adopt": { before: keyed, named: "k2", onConflict: "adopt" },
};

test.each(Object.entries(destroys))("destroy: %s", (_name, row) => {
  const { before, named, onConflict, denyWeakening = false, verdict } = row;
  const request = requestOf("destroy", { kms_master_key_id: named, on_conflict: onConflict });
  expect(verdictOn(request, denyWeakening, before)).toBe(verdict);
});
