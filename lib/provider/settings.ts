import type { BosClient } from "../bos/index.ts";
import type { KmsClient } from "../kms/index.ts";
import type { ConfiguredContext, Unknown } from "../plugin/index.ts";
import type { Attempts, Reconciler } from "../reconcile/index.ts";
import { CREDENTIAL_SETTINGS } from "../settings/index.ts";
import type { Successions } from "./bucket/replacement.ts";
import type { BucketLedger } from "./bucket-ledger.ts";
import type { KeyLedger } from "./key-ledger.ts";

/** What the provider block came to, for the handlers of resources. */
export type Settings = {
  /** What this process has planned and applied; it needs no cloud. */
  readonly ledger: BucketLedger;
  /** What the two halves of a replacement tell each other. */
  readonly successions: Successions;
  /** Each weakening is an error, not a warning. */
  readonly denyWeakening: boolean;
} & (
  | ({
      readonly kind: "ready";
      /** The provider's region; undefined when only resources name one. */
      readonly region: string | undefined;
    } & BosAccess &
      KmsAccess)
  /** At plan, a part of the provider block that a request depends on is not known yet. An apply knows all of it. */
  | {
      readonly kind: "unknown";
      /** The attributes that are not known yet and on which a request depends. */
      readonly unknown: readonly UnknownAttribute[];
      readonly region: string | undefined | Unknown;
      /** Absent while endpoint or credentials are not known. */
      readonly bosAccess?: BosAccess;
      /** Absent while kms_endpoint or credentials are not known. */
      readonly kmsAccess?: KmsAccess;
      /** What this process has said that it did not look at. */
      readonly told: Set<string>;
    }
);

export interface BosAccess {
  readonly reconciler: Reconciler;
  /** How writes are repeated: after a new look. */
  readonly attempts: Attempts;
  /** Only to read: what changes a bucket goes through the reconciler. */
  readonly bos: BosClient;
}

export interface KmsAccess {
  readonly kms: KmsClient;
  /** What this process knows of KMS keys. */
  readonly keys: KeyLedger;
  /** Set when KMS is not the public cloud's own, which only some regions have. */
  readonly kmsEndpoint: string | undefined;
}

/** The attributes without which nothing can be asked: of a service, or of anything whose region nobody names. */
export const ASKED_WITH = {
  bos: ["endpoint", "path_style", ...CREDENTIAL_SETTINGS],
  kms: ["kms_endpoint", ...CREDENTIAL_SETTINGS],
  region: ["region"],
} as const;

export type Service = "bos" | "kms";
export type UnknownAttribute = (typeof ASKED_WITH)[keyof typeof ASKED_WITH][number];

export type ReadySettings = Extract<Settings, { kind: "ready" }>;

/** How to ask BOS; undefined while nobody can. */
export function bosOf(settings: Settings): BosAccess | undefined {
  return settings.kind === "ready" ? settings : settings.bosAccess;
}

/** How to ask KMS; undefined while nobody can. */
export function kmsOf(settings: Settings): KmsAccess | undefined {
  return settings.kind === "ready" ? settings : settings.kmsAccess;
}

/**
 * The region of what an apply is about. Each plan and each import fills it in, so that none is a bug here, and no call may go to
 * a region that nobody names.
 */
export function knownRegion(...candidates: readonly (string | null | undefined | Unknown)[]): string {
  const region = candidates.find((candidate) => typeof candidate === "string" && candidate !== "");
  if (typeof region !== "string") throw new Error("a call was asked for without a region");
  return region;
}

/** The region of what names none: null where nobody has named one. */
export function defaultRegion({ region }: Settings): string | null | Unknown {
  return region ?? null;
}

/** Only Terraform's plan walks with unknown settings; by the time of an apply it knows them. */
export function ready(ctx: ConfiguredContext<Settings>): ConfiguredContext<ReadySettings> {
  const { settings } = ctx;
  if (settings.kind === "ready") return { ...ctx, settings };
  throw new Error("an apply was asked for with a provider block that is still unknown");
}
