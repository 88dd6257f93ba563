import { type ConfiguredContext, type Diagnostics, isUnknown } from "../plugin/index.ts";
import {
  ASKED_WITH,
  type BosAccess,
  bosOf,
  type KmsAccess,
  kmsOf,
  type Service,
  type Settings,
  type UnknownAttribute,
} from "./settings.ts";

type Ctx = ConfiguredContext<Settings>;

/** What a read needs before it can ask. */
export interface Reading<Access = BosAccess> {
  readonly settings: Access;
  readonly region: string;
}

/** How to ask about one thing, or why nobody can. */
export type Asking<Access> =
  | { readonly kind: "ask"; readonly reading: Reading<Access> }
  /** At plan only: these attributes of the provider are not known yet. */
  | { readonly kind: "later"; readonly unknown: readonly UnknownAttribute[] }
  /** Nobody names a region. */
  | { readonly kind: "placeless" };

/** @param written the region that is named right there, else the provider's counts */
export function askBos(written: string | null, settings: Settings): Asking<BosAccess> {
  return ask("bos", bosOf(settings), written, settings);
}

export function askKms(written: string | null, settings: Settings): Asking<KmsAccess> {
  return ask("kms", kmsOf(settings), written, settings);
}

function ask<Access>(
  service: Service,
  access: Access | undefined,
  written: string | null,
  settings: Settings,
): Asking<Access> {
  const region = written ?? settings.region;
  if (access === undefined || isUnknown(region)) {
    const names: readonly string[] = [...ASKED_WITH[service], ...(written === null ? ASKED_WITH.region : [])];
    const unknown = settings.kind === "unknown" ? settings.unknown : [];
    return { kind: "later", unknown: unknown.filter((name) => names.includes(name)) };
  }
  return region === undefined
    ? { kind: "placeless" }
    : { kind: "ask", reading: { settings: access, region } };
}

/**
 * For a read that must not be left out. Undefined after a reported error.
 *
 * @param what finishes "… cannot be read until they are known"
 * @param advice how to name a region right there; left out where there is no such place
 */
export function readingIn<Access>(
  asking: Asking<Access>,
  { diagnostics }: Ctx,
  what: string,
  advice?: string,
): Reading<Access> | undefined {
  switch (asking.kind) {
    case "ask":
      return asking.reading;
    case "later":
      diagnostics.error(
        "The provider's settings are not known yet",
        `${notKnown(asking.unknown)}. ${what} cannot be read until they are known. Apply the resources that they depend on first.`,
      );
      return undefined;
    case "placeless":
      diagnostics.error(
        "No region",
        `${what} cannot be read without a region to ask. ${advice === undefined ? "Set" : `${advice}, or set`} region in the provider block or BAIDUCLOUD_REGION in the environment.`,
      );
      return undefined;
  }
}

/**
 * For a read that can wait for the apply: says, once in this process, that a thing was not looked at.
 *
 * @param what begins the summary "… was not read"
 * @param later what becomes of it then, in whole sentences
 */
export function warnNotRead(
  what: string,
  unknown: readonly UnknownAttribute[],
  later: string,
  { settings, diagnostics }: Ctx,
): void {
  if (settings.kind === "unknown") {
    if (settings.told.has(what)) return;
    settings.told.add(what);
  }
  diagnostics.warning(`${what} was not read`, `${notKnown(unknown)}. ${later}`);
}

function notKnown(unknown: readonly UnknownAttribute[]): string {
  const names = unknown.map((name) => `"${name}"`).join(", ");
  return unknown.length === 1
    ? `The provider attribute ${names} is not known yet`
    : `The provider attributes ${names} are not known yet`;
}

/** How a text names what was to be read. */
export const bucketNamed = (bucket: string): string => `Bucket "${bucket}"`;
export const keyNamed = (keyId: string): string => `KMS key "${keyId}"`;
export const ALL_BUCKETS = "The account's buckets";

/** Neither the resource nor the provider names a region, nor does the environment. */
export function reportNoRegion(diagnostics: Diagnostics, thing: "bucket" | "key"): void {
  diagnostics.error(
    "No region",
    `The region of the ${thing} is not set. Set region here or in the provider block, or BAIDUCLOUD_REGION in the environment.`,
    ["region"],
  );
}
