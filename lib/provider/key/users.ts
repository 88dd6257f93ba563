import { BceError, listBuckets } from "../../bos/index.ts";
import { mayUseKey } from "../../encryption/index.ts";
import type { KeyTarget } from "../../kms/index.ts";
import type { ConfiguredContext } from "../../plugin/index.ts";
import { type ObservationOrError, observeMany } from "../../reconcile/index.ts";
import { askBos, warnNotRead } from "../reading.ts";
import type { BosAccess, ReadySettings, Settings } from "../settings.ts";
import {
  describeUnlisted,
  describeUsers,
  IN_PLAN,
  type KeyUser,
  type KeyUsers,
  LISTED_ONLY,
  type Loss,
  reportPlannedLoss,
  reportUsed,
  usersNamed,
  warnForced,
} from "./messages.ts";

/**
 * The account's buckets that have the key as their default. Every bucket is asked in its own region: a region that the
 * listing names in another way than the settings do must not hide a bucket. One that is listed and cannot be read counts,
 * whatever the reason: a 404 may pass, and the key's deletion does not. Rejects with a BceError when the buckets cannot
 * be listed.
 */
async function usersOf(
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
    return [{ bucket, unreadable: LISTED_ONLY }];
  }
  const { error } = observation;
  return [{ bucket, unreadable: error instanceof Error ? error.message : String(error) }];
}

type Ctx = ConfiguredContext<Settings>;

/** At plan the buckets are a warning only: the same plan may well take the key from them. */
export async function warnOfUsers(loss: Loss, target: KeyTarget, isForced: boolean, ctx: Ctx): Promise<void> {
  const { settings, diagnostics } = ctx;
  const asking = askBos(target.region, settings);
  if (asking.kind !== "ask") {
    if (asking.kind === "later") warnNotRead(usersNamed(target.keyId), asking.unknown, IN_PLAN, ctx);
    return;
  }
  const found = await describeUse(target, asking.reading.settings);
  if (found === undefined) return;
  reportPlannedLoss(diagnostics, loss, target.keyId, { found, isForced });
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
    warnForced(diagnostics, target.keyId, found);
    return false;
  }
  reportUsed(diagnostics, loss, target.keyId, { found, unclear: unclear?.message });
  return true;
}

/** Undefined when surely no bucket uses the key. What cannot be listed may use it. */
async function describeUse(target: KeyTarget, settings: BosAccess): Promise<string | undefined> {
  try {
    return describeUsers(await usersOf(settings, target));
  } catch (error) {
    if (!(error instanceof BceError)) throw error;
    return describeUnlisted(error.message);
  }
}
