import type { BceError } from "../../bos/index.ts";
import { describeKey, type KeyMetadata, type KeyTarget } from "../../kms/index.ts";
import type { ReadySettings } from "../settings.ts";

/** One change of a key in place. */
export interface KeyChange {
  /** Whether the key is as it is to become. */
  readonly isDone: (key: KeyMetadata) => boolean;
  /** Asked before each write: false after it has reported why not. */
  readonly approve?: (unclear: BceError | undefined) => Promise<boolean>;
  /** Sends the write, once. */
  readonly send: () => Promise<unknown>;
}

/**
 * Looks at the key, judges the change and asks KMS for it; all of that again after a failure in passing, because a bucket
 * may have taken the key meanwhile. Nothing is written when the key is as it is to become.
 *
 * @returns the key as it was read when there was nothing to write, "changed" after a write, "refused" by `approve`
 * @throws BceError of the call that failed
 */
export async function applyChange(
  target: KeyTarget,
  { isDone, approve, send: write }: KeyChange,
  { kms, keys, attempts }: Pick<ReadySettings, "kms" | "keys" | "attempts">,
): Promise<KeyMetadata | "changed" | "refused"> {
  const ended = await attempts.run({ signal: target.signal }, async ({ send, unclear }) => {
    const key = await describeKey(kms, target);
    if (isDone(key)) return key;
    if (approve !== undefined && !(await approve(unclear))) return "refused";
    keys.forget(target);
    await send(write);
    return "changed";
  });
  if (ended.kind === "failed") throw ended.error;
  return ended.value;
}
