import { BceError, listBuckets } from "../../bos/index.ts";
import { mayUseKey } from "../../encryption/index.ts";
import type { KeyTarget } from "../../kms/index.ts";
import type { ConfiguredContext } from "../../plugin/index.ts";
import { type ObservationOrError, observeMany } from "../../reconcile/index.ts";
import { askBos, warnNotRead } from "../reading.ts";
import type { BosAccess, ReadySettings, Settings } from "../settings.ts";

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
  const observations = await observeMany(reconciler, targets, signal === undefined ? {} : { signal });
  return {
    buckets: targets
      .flatMap(({ bucket }, index) => userOf(bucket, keyId, observations[index]))
      .sort((a, b) => (a.bucket < b.bucket ? -1 : 1)),
    ...(mayHoldMore && { listedOfMore: buckets.length }),
  };
}

function userOf(
  bucket: string,
  keyId: string,
  observation: ObservationOrError | undefined,
): readonly KeyUser[] {
  if (observation?.status === "found") return mayUseKey(observation.observed, keyId) ? [{ bucket }] : [];
  if (observation?.status !== "unreadable") {
    return [{ bucket, unreadable: "ListBuckets lists it, and no other call finds it" }];
  }
  const { error } = observation;
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

type Ctx = ConfiguredContext<Settings>;

/** What is about to happen to a key; finishes "Cannot … KMS key" and "… while buckets use it". */
export type Loss = "disable" | "delete";

const IN_PLAN =
  "The apply looks again, just before it acts, and refuses while this is so: buckets that the same plan frees of the key do no harm.";

const FORCED = "force is set, so this goes on: uploads to these buckets fail from then on.";

/** At plan the buckets are a warning only: the same plan may well take the key from them. */
export async function warnOfUsers(loss: Loss, target: KeyTarget, isForced: boolean, ctx: Ctx): Promise<void> {
  const { settings, diagnostics } = ctx;
  const asking = askBos(target.region, settings);
  if (asking.kind !== "ask") {
    if (asking.kind === "later")
      warnNotRead(`Which buckets use KMS key "${target.keyId}"`, asking.unknown, IN_PLAN, ctx);
    return;
  }
  const found = await describeUse(target, asking.reading.settings);
  if (found === undefined) return;
  diagnostics.warning(
    `Buckets use KMS key "${target.keyId}", which this would ${loss}`,
    `${found} ${isForced ? FORCED : IN_PLAN}`,
  );
}

/**
 * At apply, just before the key is lost to its buckets: true after it has been refused, with an error that names them.
 *
 * @param unclear how an earlier attempt ended of which nobody knows whether it took effect
 */
export async function isRefusedForUsers(
  loss: Loss,
  target: KeyTarget,
  isForced: boolean,
  ctx: ConfiguredContext<ReadySettings>,
  unclear?: BceError,
): Promise<boolean> {
  const { settings, diagnostics } = ctx;
  const found = await describeUse(target, settings);
  if (found === undefined) return false;
  if (isForced) {
    diagnostics.warning(`Buckets used KMS key "${target.keyId}"`, `${found} ${FORCED}`);
    return false;
  }
  diagnostics.error(
    `Cannot ${loss} KMS key "${target.keyId}" while buckets use it`,
    `${found} ${unclear === undefined ? "Nothing was changed." : `${unclear.message} Whether it took effect is not known.`} Give these buckets another key, or BOS-managed encryption, first; where a new key replaces this one, set create_before_destroy in its lifecycle. ${wayRound(loss)}`,
  );
  return true;
}

function wayRound(loss: Loss): string {
  return loss === "delete"
    ? "To delete it all the same, set force = true and apply that, then destroy: a destroy obeys only what has been applied."
    : "To disable it all the same, set force = true.";
}

/** Undefined when surely no bucket uses the key. What cannot be listed may use it. */
async function describeUse(target: KeyTarget, settings: BosAccess): Promise<string | undefined> {
  try {
    return describeUsers(await usersOf(settings, target));
  } catch (error) {
    if (!(error instanceof BceError)) throw error;
    return `Which buckets have it as their default could not be found out. ${error.message}`;
  }
}
