import { BceError } from "../bos/index.ts";
import { describeKeyState, hasKmsEndpoint, isSymmetric, type KeyMetadata } from "../kms/index.ts";
import type { ConfiguredContext } from "../plugin/index.ts";
import { doubtKmsMasterKeyId } from "../settings/index.ts";
import type { KeyObservation } from "./key-ledger.ts";
import { askKms, keyNamed, warnNotRead } from "./reading.ts";
import type { Settings } from "./settings.ts";

/** Why a key cannot encrypt a bucket. */
export interface KeyProblem {
  /** Finishes "KMS key X …". */
  readonly summary: string;
  /** Whole sentences: why, and what to do. */
  readonly detail: string;
  /** False for a state of a newer cloud: nobody here can tell what it means. */
  readonly certain: boolean;
}

/** What stands in the way of a bucket in `region` using the key; undefined when nothing does. */
export function problemOf(
  observation: Exclude<KeyObservation, { kind: "denied" }>,
  region: string,
): KeyProblem | undefined {
  if (observation.kind === "missing") return problem("does not exist", observation.reason);
  const { key } = observation;
  if (key.region !== undefined && key.region.toLowerCase() !== region.toLowerCase()) {
    return problem(
      `is in region "${key.region}"`,
      `The bucket is in region "${region}", and a bucket needs a key of its own region.`,
    );
  }
  if (key.keySpec !== undefined && isSymmetric(key.keySpec) === false) {
    return problem(
      "is asymmetric",
      `Its spec is ${key.keySpec}; a bucket needs a symmetric key, for example of the spec BAIDU_AES_256.`,
    );
  }
  return problemOfState(key);
}

/** When a key that is pending deletion will be gone, in words that end a sentence. */
export function endOf({ deletionDate }: Pick<KeyMetadata, "deletionDate">): string {
  return deletionDate === undefined ? "on a date that KMS did not report" : `on ${deletionDate}`;
}

function problemOfState(key: KeyMetadata): KeyProblem | undefined {
  switch (key.state) {
    case "enabled":
      return undefined;
    case "disabled":
      return problem("is disabled", "Enable it: enabled = true of its bos_kms_key, or the console of KMS.");
    case "pending-deletion":
      return problem(
        "is pending deletion",
        `It will be permanently deleted ${endOf(key)}, and with it all that it has encrypted. To save it, cancel the deletion in the console of KMS, or import it as a bos_kms_key with enabled = true.`,
      );
    case "pending-import":
      return problem(
        "is pending import",
        "Its origin is EXTERNAL, and its material is still to be imported: in the console of KMS.",
      );
    default:
      return {
        ...problem(
          `is in the state ${describeKeyState(key.state)}`,
          "This provider does not know this state, so it treats the key as one that cannot be used. Look at it in the console of KMS.",
        ),
        certain: false,
      };
  }
}

const problem = (summary: string, detail: string): KeyProblem => ({ summary, detail, certain: true });

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
 * form at most, and only DescribeKey that the key can be used (docs/wire.md).
 */
export async function checkKey(
  { bucket, region, keyId }: KeyOfBucket,
  ctx: ConfiguredContext<Settings>,
): Promise<void> {
  const { settings, diagnostics, signal } = ctx;
  const doubt = doubtKmsMasterKeyId(keyId);
  if (doubt !== undefined) diagnostics.warning(doubt.summary, doubt.detail, ATTRIBUTE);
  const unchecked = `KMS key "${keyId}" could not be checked`;
  const later = `The apply continues. BOS may accept a key that cannot be used: then new uploads to bucket "${bucket}" fail.`;
  const asking = askKms(region, settings);
  if (asking.kind === "later") warnNotRead(keyNamed(keyId), asking.unknown, later, ctx);
  if (asking.kind !== "ask") return;
  const { keys, kmsEndpoint } = asking.reading.settings;
  if (!hasKmsEndpoint(region, kmsEndpoint)) {
    const detail = `No KMS host is documented for the region "${region}"; kms_endpoint or BOS_KMS_ENDPOINT may name one. ${later}`;
    diagnostics.warning(unchecked, detail, ATTRIBUTE);
    return;
  }
  try {
    const observation = await keys.look({ keyId, region, signal });
    if (observation.kind === "denied") {
      diagnostics.warning(unchecked, `${observation.reason} ${later}`, ATTRIBUTE);
      return;
    }
    const problem = problemOf(observation, region);
    if (problem === undefined) return;
    const summary = `KMS key "${keyId}" ${problem.summary}`;
    const detail = `It cannot encrypt bucket "${bucket}". ${problem.detail}`;
    if (problem.certain) diagnostics.error(summary, detail, ATTRIBUTE);
    else diagnostics.warning(summary, detail, ATTRIBUTE);
  } catch (error) {
    if (!(error instanceof BceError)) throw error;
    if (error.isPassing) diagnostics.warning(unchecked, `${error.message} ${later}`, ATTRIBUTE);
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
    warnNotRead(keyNamed(keyId), asking.unknown, "Whether it can still be used is not known.", ctx);
  if (asking.kind !== "ask" || !hasKmsEndpoint(region, asking.reading.settings.kmsEndpoint)) return;
  const observation = await asking.reading.settings.keys.lookQuietly({ keyId, region, signal });
  if (observation === undefined || observation.kind === "denied") return;
  const problem = problemOf(observation, region);
  if (problem === undefined) return;
  diagnostics.warning(
    `KMS key "${keyId}" ${problem.summary}`,
    `Bucket "${bucket}" uses it: uploads to it fail, and objects that this key has encrypted cannot be read. ${problem.detail}`,
    ATTRIBUTE,
  );
}
