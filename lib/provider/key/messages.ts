// What the provider says of a KMS key that it manages. What it says of a bucket's key is in ../key-check.ts.
import { describeKeyState, type KeyMetadata, KMS_REGIONS } from "../../kms/index.ts";
import type { Diagnostics } from "../../plugin/index.ts";
import { endOf } from "../key-check.ts";

// Summaries of what KMS refused

export const CANNOT_CREATE = "Cannot create a KMS key";

export const cannotChange = (keyId: string): string => `Cannot change KMS key "${keyId}"`;

export const cannotDelete = (keyId: string): string => `Cannot schedule the deletion of KMS key "${keyId}"`;

export const cannotRead = (keyId: string): string => `Cannot read KMS key "${keyId}"`;

export const cannotImport = (keyId: string): string => `Cannot import KMS key "${keyId}"`;

// Configuration

export function reportCannotRotate(diagnostics: Diagnostics): void {
  diagnostics.error(
    "Invalid rotation_cycle",
    'KMS cannot rotate a key whose origin is "EXTERNAL": only you have its material.',
    ["rotation_cycle"],
  );
}

export function reportNoKms(diagnostics: Diagnostics, region: string): void {
  diagnostics.error(
    "No KMS in this region",
    `The region "${region}" has no documented KMS host; ${KMS_REGIONS.join(", ")} have one. Set kms_endpoint in the provider block or BOS_KMS_ENDPOINT.`,
    ["region"],
  );
}

export function reportDisabledImport(diagnostics: Diagnostics): void {
  diagnostics.error(
    "A key that waits for its material cannot be disabled",
    'With origin = "EXTERNAL" the new key is pending import. Leave enabled out, import the material, then disable the key.',
    ["enabled"],
  );
}

/** At plan: nothing has been changed, and a replacement would be worse. */
export function refuseDescription(
  diagnostics: Diagnostics,
  keyId: string | null,
  description: string | null,
): void {
  diagnostics.error(
    descriptionStays(keyId),
    `No call of KMS changes it, and a new key for a new text would schedule this one for deletion. Write description = ${JSON.stringify(description)}, or leave it out. Where you want another key, add another resource.`,
    ["description"],
  );
}

/** At apply: a description that was known late came out as another one. */
export function refuseLateDescription(
  diagnostics: Diagnostics,
  keyId: string,
  description: string | null,
): void {
  diagnostics.error(
    descriptionStays(keyId),
    `No call of KMS changes it. It is ${JSON.stringify(description)}: write that, or leave it out.`,
    ["description"],
  );
}

const descriptionStays = (keyId: string | null): string =>
  `The description of KMS key "${keyId}" cannot be changed`;

// What a change takes away

export function warnDisable(diagnostics: Diagnostics, keyId: string): void {
  diagnostics.warning(
    `This disables KMS key "${keyId}"`,
    "Until it is enabled again, objects that were encrypted with it cannot be read, and uploads that need it fail. No call lists these objects.",
    ["enabled"],
  );
}

export function warnDestroy(diagnostics: Diagnostics, keyId: string | null, days: number | null): void {
  diagnostics.warning(
    `Destroying this makes all that KMS key "${keyId}" has encrypted unreadable`,
    `The key is disabled at once and deleted after ${days} days. Objects that were uploaded under it cannot be read from then on, wherever they are, and no call lists them. Until it is deleted, it can be saved: import it as a bos_kms_key with enabled = true.`,
  );
}

/** A destroy has scheduled the deletion. */
export function warnScheduled(
  diagnostics: Diagnostics,
  keyId: string,
  deletionDate: string | undefined,
): void {
  diagnostics.warning(
    `KMS key "${keyId}" is pending deletion`,
    `It will be permanently deleted ${endOf(deletionDate === undefined ? {} : { deletionDate })}. Objects that were uploaded under it cannot be read any more, and no call lists them. Until then it can be saved: import it as a bos_kms_key with enabled = true.`,
  );
}

/** The key is there; what was to be done with it, or seen of it, has failed. */
export function warnHalfCreated(
  diagnostics: Diagnostics,
  keyId: string,
  { reason, isStillEnabled }: { readonly reason: string; readonly isStillEnabled: boolean },
): void {
  const rest = isStillEnabled ? " It is still enabled; the next apply disables it." : "";
  diagnostics.warning(`KMS key "${keyId}" was created, and then something failed`, `${reason}${rest}`);
}

// Buckets that use a key

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

/** What is about to happen to a key; finishes "Cannot … KMS key" and "… while buckets use it". */
export type Loss = "disable" | "delete";

/** What becomes of a plan that loses the key to buckets. */
export const IN_PLAN =
  "The apply looks again just before it acts, and refuses while buckets use the key; buckets that the same plan moves off the key do no harm.";

const FORCED = "force is set, so this is done all the same: uploads to these buckets fail from then on.";

/** The buckets of a key, for "… was not read". */
export const usersNamed = (keyId: string): string => `The list of buckets that use KMS key "${keyId}"`;

/** @param found the buckets, in whole sentences */
export function reportPlannedLoss(
  diagnostics: Diagnostics,
  loss: Loss,
  keyId: string,
  { found, isForced }: { readonly found: string; readonly isForced: boolean },
): void {
  diagnostics.warning(
    `Buckets use KMS key "${keyId}", which this would ${loss}`,
    `${found} ${isForced ? FORCED : IN_PLAN}`,
  );
}

export function warnForced(diagnostics: Diagnostics, keyId: string, found: string): void {
  diagnostics.warning(`Buckets used KMS key "${keyId}"`, `${found} ${FORCED}`);
}

/** @param unclear how an earlier attempt ended of which nobody knows whether it took effect */
export function reportUsed(
  diagnostics: Diagnostics,
  loss: Loss,
  keyId: string,
  { found, unclear }: { readonly found: string; readonly unclear: string | undefined },
): void {
  const changed =
    unclear === undefined ? "Nothing was changed." : `${unclear} Whether it took effect is not known.`;
  diagnostics.error(
    `Cannot ${loss} KMS key "${keyId}" while buckets use it`,
    `${found} ${changed} Give these buckets another key, or BOS-managed encryption, first; where a new key replaces this one, set create_before_destroy in its lifecycle. ${wayRound(loss)}`,
  );
}

function wayRound(loss: Loss): string {
  return loss === "delete"
    ? "To delete it all the same, set force = true and apply that, then destroy: a destroy obeys only what has been applied."
    : "To disable it all the same, set force = true.";
}

/** The buckets cannot be listed. */
export const describeUnlisted = (reason: string): string =>
  `The buckets that have it as their default could not be listed. ${reason}`;

/** Why a bucket that is gone by now counts. */
export const LISTED_ONLY = "ListBuckets lists it, and no other call finds it";

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

// Refresh and import

/** What becomes of a state that could not be refreshed. */
export const STATE_COUNTS = "This plan uses the values in the state.";

export function warnGone(diagnostics: Diagnostics, keyId: string): void {
  diagnostics.warning(
    `KMS key "${keyId}" is gone`,
    "The key does not exist any more, so it was removed from the Terraform state. Data that was encrypted with it cannot be read.",
    ["key_id"],
  );
}

/** What the state cannot say: it only knows enabled or not. */
export function warnOfState(key: KeyMetadata, diagnostics: Diagnostics): void {
  const { keyId, state } = key;
  if (state === "enabled" || state === "disabled") return;
  if (state === "pending-deletion") {
    diagnostics.warning(
      `KMS key "${keyId}" is pending deletion`,
      `It will be permanently deleted ${endOf(key)}, and with it all that it has encrypted. It counts as disabled: enabled = true cancels the deletion.`,
      ["enabled"],
    );
  } else if (state === "pending-import") {
    diagnostics.warning(
      `KMS key "${keyId}" is pending import`,
      "It cannot be used before its material has been imported: in the console of KMS.",
      ["origin"],
    );
  } else {
    diagnostics.warning(
      `KMS key "${keyId}" is in the state ${describeKeyState(state)}`,
      "This provider does not know this state, and treats the key as disabled. Look at it in the console of KMS before you apply anything.",
      ["enabled"],
    );
  }
}

export function reportInvalidId(diagnostics: Diagnostics, message: string): void {
  diagnostics.error("Invalid import id", `${message} Import a key by its id, or by "region/id".`);
}

/** How to name a region right there. */
export const importWithRegion = (keyId: string): string => `Import "region/${keyId}"`;
