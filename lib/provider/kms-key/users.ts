import { listBuckets } from "../../bos/index.ts";
import { mayUseKey } from "../../encryption/index.ts";
import type { KeyTarget } from "../../kms/index.ts";
import { type ManySighting, observeMany } from "../../reconcile/index.ts";
import type { BosAccess } from "../settings.ts";

/** A bucket that has a key as its default, or of which nobody can tell. */
export interface KeyUser {
  readonly bucket: string;
  /** Why it could not be read; undefined for one that surely has the key. */
  readonly unreadable?: string;
}

/** Who has a key as its default, as far as it could be found out. */
export interface KeyUsers {
  /** By name. */
  readonly buckets: readonly KeyUser[];
  /** How many buckets were listed, when the account may have more: each of those may have the key. */
  readonly listedOfMore?: number;
}

/**
 * The account's buckets that have the key as their default. Every bucket is asked in its own region: a region that the
 * listing names in another way than the settings do must not hide a bucket. One that is listed and cannot be read counts,
 * whatever the reason: a 404 may pass, and the key's deletion does not. Rejects with a BceError when the buckets cannot
 * be listed.
 */
export async function usersOf(
  { bos, reconciler }: Pick<BosAccess, "bos" | "reconciler">,
  { keyId, region, signal }: KeyTarget,
): Promise<KeyUsers> {
  const { buckets, mayHoldMore } = await listBuckets(bos, { region, signal });
  const targets = buckets.map(({ name, location }) => ({ bucket: name, region: location || region }));
  const sightings = await observeMany(reconciler, targets, signal === undefined ? {} : { signal });
  return {
    buckets: targets
      .flatMap(({ bucket }, index) => userOf(bucket, keyId, sightings[index]))
      .sort((a, b) => (a.bucket < b.bucket ? -1 : 1)),
    ...(mayHoldMore && { listedOfMore: buckets.length }),
  };
}

function userOf(bucket: string, keyId: string, sighting: ManySighting | undefined): readonly KeyUser[] {
  if (sighting?.status === "found") return mayUseKey(sighting.observed, keyId) ? [{ bucket }] : [];
  if (sighting?.status !== "unreadable") {
    return [{ bucket, unreadable: "ListBuckets lists it, and no other call finds it" }];
  }
  const { error } = sighting;
  return [{ bucket, unreadable: error instanceof Error ? error.message : String(error) }];
}

/** Most buckets that a message lists. */
const NAMED = 50;

/**
 * The buckets in whole sentences, those that could not be read with the reason; undefined when surely no bucket has the
 * key.
 */
export function describeUsers({ buckets, listedOfMore }: KeyUsers): string | undefined {
  const sure = buckets
    .filter(({ unreadable }) => unreadable === undefined)
    .map(({ bucket }) => `"${bucket}"`);
  const unsure = buckets.flatMap(({ bucket, unreadable }) =>
    unreadable === undefined ? [] : [`"${bucket}" (${unreadable})`],
  );
  const sentences = [
    ...(sure.length === 0 ? [] : [`It is the default key of: ${shorten(sure)}.`]),
    ...(unsure.length === 0
      ? []
      : [`These could not be read, so they count as buckets that have it: ${shorten(unsure)}.`]),
    ...(listedOfMore === undefined
      ? []
      : [
          `ListBuckets answered ${listedOfMore} buckets, and the account may have more: those were not looked at, and may have it.`,
        ]),
  ];
  return sentences.length === 0 ? undefined : sentences.join(" ");
}

function shorten(names: readonly string[]): string {
  const rest = names.length - NAMED;
  return `${names.slice(0, NAMED).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}
