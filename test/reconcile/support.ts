import type { Desired } from "../../lib/encryption/index.ts";
import {
  createReconciler,
  type EncryptionCalls,
  type Reconciler,
  type ReconcilerOptions,
} from "../../lib/reconcile/index.ts";

export const target = { bucket: "acme", region: "bj" };
export const off: Desired = { kind: "disabled" };
export const aes: Desired = { kind: "bos-managed", algorithm: "AES256" };
export const sm4: Desired = { kind: "bos-managed", algorithm: "SM4" };
export const kms = (kmsMasterKeyId: string): Desired => ({
  kind: "kms-managed",
  algorithm: "AES256",
  kmsMasterKeyId,
});

/** A reconciler whose time passes only while it sleeps. */
export function timeless(calls: EncryptionCalls, options: Omit<ReconcilerOptions, "pace"> = {}): Reconciler {
  let nowMs = 0;
  return createReconciler(calls, {
    ...options,
    pace: {
      now: () => nowMs,
      sleep: async (ms, signal) => {
        signal?.throwIfAborted();
        nowMs += ms;
      },
    },
  });
}
