import { BceError } from "../../bos/index.ts";
import { doubtKmsMasterKeyId } from "../../encryption/index.ts";
import { hasKmsEndpoint } from "../../kms/index.ts";
import type { ConfiguredContext } from "../../plugin/index.ts";
import { isPassing } from "../passing.ts";
import { askKms, warnNotRead } from "../reading.ts";
import type { Settings } from "../settings.ts";
import { flawOf } from "./flaw.ts";

/** A bucket, and the KMS key that it has or is to get. */
export interface KeyOfBucket {
  readonly bucket: string;
  readonly region: string;
  readonly keyId: string;
}

const ATTRIBUTE = ["kms_master_key_id"];

/**
 * At plan, for a bucket that is to get a key: what would make the apply fail, or uploads after it, is an error before
 * anything is written. What cannot be looked up is a warning, and stays open: a PUT that BOS accepts proves the key's
 * form at most, and only DescribeKey that the key can be used (bos-api reference, "Bucket encryption").
 */
export async function checkKey(
  { bucket, region, keyId }: KeyOfBucket,
  ctx: ConfiguredContext<Settings>,
): Promise<void> {
  const { settings, diagnostics, signal } = ctx;
  const doubt = doubtKmsMasterKeyId(keyId);
  if (doubt !== undefined) diagnostics.warning(doubt.summary, doubt.detail, ATTRIBUTE);
  const unchecked = `KMS key "${keyId}" could not be checked`;
  const later = `The apply goes on. BOS may accept a key that cannot be used: then new uploads to bucket "${bucket}" fail.`;
  const asking = askKms(region, settings);
  if (asking.kind === "later") warnNotRead(`KMS key "${keyId}"`, asking.unknown, later, ctx);
  if (asking.kind !== "ask") return;
  const { keys, kmsEndpoint } = asking.reading.settings;
  if (!hasKmsEndpoint(region, kmsEndpoint)) {
    const detail = `No KMS host is documented for the region "${region}"; kms_endpoint or BOS_KMS_ENDPOINT may name one. ${later}`;
    diagnostics.warning(unchecked, detail, ATTRIBUTE);
    return;
  }
  try {
    const sighting = await keys.look({ keyId, region, signal });
    if (sighting.kind === "denied") {
      diagnostics.warning(unchecked, `${sighting.reason} ${later}`, ATTRIBUTE);
      return;
    }
    const flaw = flawOf(sighting, region);
    if (flaw === undefined) return;
    const summary = `KMS key "${keyId}" ${flaw.summary}`;
    const detail = `It cannot encrypt bucket "${bucket}". ${flaw.detail}`;
    if (flaw.certain) diagnostics.error(summary, detail, ATTRIBUTE);
    else diagnostics.warning(summary, detail, ATTRIBUTE);
  } catch (error) {
    if (!(error instanceof BceError)) throw error;
    if (isPassing(error)) diagnostics.warning(unchecked, `${error.message} ${later}`, ATTRIBUTE);
    else diagnostics.error(unchecked, error.message, ATTRIBUTE);
  }
}

/**
 * At each refresh, for a key that a bucket has: a warning once it cannot be used any more. The bucket's setting is
 * still what it was, so this changes no state; what cannot be looked up is nothing to warn of at every plan.
 */
export async function warnOfUnusableKey(
  { bucket, region, keyId }: KeyOfBucket,
  ctx: ConfiguredContext<Settings>,
): Promise<void> {
  const { settings, diagnostics, signal } = ctx;
  const asking = askKms(region, settings);
  if (asking.kind === "later")
    warnNotRead(`KMS key "${keyId}"`, asking.unknown, "Whether it can still be used is not known.", ctx);
  if (asking.kind !== "ask" || !hasKmsEndpoint(region, asking.reading.settings.kmsEndpoint)) return;
  const sighting = await asking.reading.settings.keys.glance({ keyId, region, signal });
  if (sighting === undefined || sighting.kind === "denied") return;
  const flaw = flawOf(sighting, region);
  if (flaw === undefined) return;
  diagnostics.warning(
    `KMS key "${keyId}" ${flaw.summary}`,
    `Bucket "${bucket}" uses it: uploads to it fail, and objects that this key has encrypted cannot be read. ${flaw.detail}`,
    ATTRIBUTE,
  );
}
