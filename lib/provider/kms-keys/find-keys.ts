import { BceError } from "../../bos/index.ts";
import { describeKey, isMissingKey, type KeyMetadata, listKeys } from "../../kms/index.ts";
import type { Diagnostics } from "../../plugin/index.ts";
import type { Reading } from "../reading.ts";
import type { KmsAccess } from "../settings.ts";

/** Keys that are described at once. */
const CONCURRENCY = 16;

/**
 * The region's keys, in the order of their ids. One that may not be described is left out with a warning; one that is
 * gone meanwhile without. Rejects with a BceError for everything else.
 */
export async function findKeys(
  { settings, region }: Reading<KmsAccess>,
  { diagnostics, signal }: { readonly diagnostics: Diagnostics; readonly signal: AbortSignal },
): Promise<readonly KeyMetadata[]> {
  const found: KeyMetadata[] = [];
  const ids = listKeys(settings.kms, { region, signal });

  async function work(): Promise<void> {
    for await (const keyId of ids) {
      const target = { keyId, region, signal };
      try {
        const key = await describeKey(settings.kms, target);
        settings.keys.note(target, key);
        found.push(key);
      } catch (error) {
        if (isMissingKey(error)) continue;
        if (!(error instanceof BceError && error.code === "AccessDenied")) throw error;
        diagnostics.warning(`KMS key "${keyId}" is left out`, error.message);
      }
    }
  }

  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return found.sort((one, other) => (one.keyId < other.keyId ? -1 : 1));
}
