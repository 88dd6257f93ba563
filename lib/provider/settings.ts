import type { Reconciler } from "../reconcile/index.ts";
import type { BucketLedger } from "./bucket-encryption/ledger.ts";

/** What the provider block came to, for the handlers of resources. */
export type Settings = {
  /** What this process has planned and applied; it needs no cloud. */
  readonly ledger: BucketLedger;
  /** Each weakening is an error, not a warning. */
  readonly denyWeakening: boolean;
} & (
  | {
      readonly kind: "ready";
      /** The provider's region; undefined when only resources name one. */
      readonly region: string | undefined;
      readonly reconciler: Reconciler;
    }
  /** At plan, part of the provider block is not known yet: the cloud cannot be asked, so nothing is read. */
  | { readonly kind: "unknown" }
);

export type ReadySettings = Extract<Settings, { kind: "ready" }>;
