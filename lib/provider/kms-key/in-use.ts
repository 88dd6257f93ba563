import { BceError } from "../../bos/index.ts";
import type { KeyTarget } from "../../kms/index.ts";
import type { ConfiguredContext } from "../../plugin/index.ts";
import { askBos, warnNotRead } from "../reading.ts";
import type { BosAccess, ReadySettings, Settings } from "../settings.ts";
import { describeUsers, usersOf } from "./users.ts";

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
