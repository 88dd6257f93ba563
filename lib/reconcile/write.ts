import { BceError } from "../bos/index.ts";
import type { Difference } from "../encryption/index.ts";
import type { EncryptionCalls, Target } from "./calls.ts";

/** How a PUT or DELETE ended, as far as its own answer tells. */
export interface Written {
  readonly warnings: readonly string[];
  /** The error of a write whose answer was lost or unclear: it may have taken effect, a read has to tell. */
  readonly unclear?: BceError;
}

/**
 * Sends the one PUT or DELETE of a difference. A PUT that hands back fields of a newer cloud and is refused for
 * its form is sent once more without them. Rejects only when the cloud has clearly refused the write.
 */
export async function write(
  calls: EncryptionCalls,
  target: Target,
  difference: Exclude<Difference, { action: "none" }>,
  signal?: AbortSignal,
): Promise<Written> {
  if (difference.action === "delete") return attempt(() => calls.delete(target, signal));
  const { fields, fieldsWithoutExtra } = difference;
  try {
    return await attempt(() => calls.put(target, fields, signal));
  } catch (error) {
    if (fieldsWithoutExtra === undefined || !isRefusedForItsForm(error)) throw error;
    const { warnings, ...rest } = await attempt(() => calls.put(target, fieldsWithoutExtra, signal));
    const names = Object.keys(fields).filter((name) => !(name in fieldsWithoutExtra));
    const warning = `The cloud shows ${names.join(", ")} in the encryption setting of bucket "${target.bucket}", but refused to take it back: the setting was written without it.`;
    return { warnings: [...warnings, warning], ...rest };
  }
}

async function attempt(send: () => Promise<void>): Promise<Written> {
  try {
    await send();
    return { warnings: [] };
  } catch (error) {
    // A request that was cut off by our own signal may have arrived all the same.
    const isCutOff = error instanceof BceError && error.code === "Cancelled";
    if (error instanceof BceError && (isCutOff || error.mayHaveTakenEffect))
      return { warnings: [], unclear: error };
    throw error;
  }
}

function isRefusedForItsForm(error: unknown): boolean {
  return error instanceof BceError && error.code === "MalformedRequest";
}
