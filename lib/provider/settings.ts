import type { BosClient } from "../bos/index.ts";
import type { KmsClient } from "../kms/index.ts";
import type { Attempts, Reconciler } from "../reconcile/index.ts";
import type { BucketLedger } from "./bucket-encryption/ledger.ts";
import type { KeyLedger } from "./preflight/key-ledger.ts";

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
      /** How writes are repeated: after a new look. */
      readonly attempts: Attempts;
      /** Only to read: what changes a bucket goes through the reconciler. */
      readonly bos: BosClient;
      readonly kms: KmsClient;
      /** What this process knows of KMS keys. */
      readonly keys: KeyLedger;
      /** Set when KMS is not the public cloud's own, which only some regions have. */
      readonly kmsEndpoint: string | undefined;
    }
  /** At plan, part of the provider block is not known yet: the cloud cannot be asked, so nothing is read. */
  | { readonly kind: "unknown" }
);

export type ReadySettings = Extract<Settings, { kind: "ready" }>;
