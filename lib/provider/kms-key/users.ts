import { listBuckets } from "../../bos/index.ts";
import { mayUseKey } from "../../encryption/index.ts";
import type { KeyTarget } from "../../kms/index.ts";
import { type ManySighting, observeMany, ReconcileError } from "../../reconcile/index.ts";
import type { ReadySettings } from "../settings.ts";

/** A bucket that has a key as its default, or of which nobody can tell. */
export interface KeyUser {
  readonly bucket: string;
  /** Why it could not be read; undefined for one that surely has the key. */
  readonly unreadable?: string;
}

/**
 * The account's buckets that have the key as their default, by name. Every bucket is asked in its own region: a region that the
 * listing names in another way than the settings do must not hide a bucket. One that cannot be read counts, one that
 * has just gone does not. Rejects with a BceError when the buckets cannot be listed.
 */
export async function usersOf(
  { bos, reconciler }: Pick<ReadySettings, "bos" | "reconciler">,
  { keyId, region, signal }: KeyTarget,
): Promise<readonly KeyUser[]> {
  const { buckets } = await listBuckets(bos, { region, signal });
  const targets = buckets.map(({ name, location }) => ({ bucket: name, region: location || region }));
  const sightings = await observeMany(reconciler, targets, signal === undefined ? {} : { signal });
  return targets
    .flatMap(({ bucket }, index) => userOf(bucket, keyId, sightings[index]))
    .sort((a, b) => (a.bucket < b.bucket ? -1 : 1));
}

function userOf(bucket: string, keyId: string, sighting: ManySighting | undefined): readonly KeyUser[] {
  if (sighting === undefined || sighting.status === "missing") return [];
  if (sighting.status === "found") return mayUseKey(sighting.observed, keyId) ? [{ bucket }] : [];
  const { error } = sighting;
  if (error instanceof ReconcileError && error.code === "BucketListedButNotFound") return [];
  return [{ bucket, unreadable: error instanceof Error ? error.message : String(error) }];
}

/** Most buckets that a message lists. */
const NAMED = 50;

/** The buckets in whole sentences, those that could not be read with the reason. */
export function describeUsers(users: readonly KeyUser[]): string {
  const sure = users.filter(({ unreadable }) => unreadable === undefined).map(({ bucket }) => `"${bucket}"`);
  const unsure = users.flatMap(({ bucket, unreadable }) =>
    unreadable === undefined ? [] : [`"${bucket}" (${unreadable})`],
  );
  return [
    sure.length === 0 ? "" : `It is the default key of: ${shorten(sure)}.`,
    unsure.length === 0
      ? ""
      : `These could not be read, so they count as buckets that have it: ${shorten(unsure)}.`,
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

function shorten(names: readonly string[]): string {
  const rest = names.length - NAMED;
  return `${names.slice(0, NAMED).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}
