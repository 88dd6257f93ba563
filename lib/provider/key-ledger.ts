import { BceError } from "../bos/index.ts";
import { isMissingKey, type KeyMetadata, type KeyTarget } from "../kms/index.ts";

/** What KMS says of a key. Anything else that may go wrong is a rejection, and says nothing of the key. */
export type KeyObservation =
  | { readonly kind: "found"; readonly key: KeyMetadata }
  | { readonly kind: "missing"; readonly reason: string }
  /** The credentials may not look the key up. */
  | { readonly kind: "denied"; readonly reason: string };

/** What this process knows of KMS keys: a hundred buckets with one key cost one question. */
export interface KeyLedger {
  /**
   * The key as it is, or as this process has planned it. Asks at most once for each key; an answer, a refusal and a
   * missing key are remembered, any other failure is not. Rejects with a BceError.
   */
  look(target: KeyTarget): Promise<KeyObservation>;
  /** The same for a mere warning: undefined for what cannot be told, and KMS is left alone once it has failed. */
  lookQuietly(target: KeyTarget): Promise<KeyObservation | undefined>;
  /** A plan enables the key: whoever looks at it from now on finds it enabled. */
  expectEnabled(target: KeyTarget): void;
  /** A key just as it was seen or made, so that nobody need ask. */
  note(target: KeyTarget, key: KeyMetadata): void;
  /** What is known of the key does not hold any more. */
  forget(target: KeyTarget): void;
}

export function createKeyLedger(describe: (target: KeyTarget) => Promise<KeyMetadata>): KeyLedger {
  const observations = new Map<string, Promise<KeyObservation>>();
  const enabled = new Set<string>();
  let hasFailed = false;

  async function ask(target: KeyTarget): Promise<KeyObservation> {
    try {
      return { kind: "found", key: await describe(target) };
    } catch (error) {
      if (isMissingKey(error)) return { kind: "missing", reason: reasonOf(error) };
      if (error instanceof BceError && error.code === "AccessDenied") {
        return { kind: "denied", reason: error.message };
      }
      hasFailed = true;
      observations.delete(nameOf(target));
      throw error;
    }
  }

  async function look(target: KeyTarget): Promise<KeyObservation> {
    const name = nameOf(target);
    const observation = observations.get(name) ?? ask(target);
    observations.set(name, observation);
    const seen = await observation;
    return seen.kind === "found" && enabled.has(name)
      ? { kind: "found", key: { ...seen.key, state: "enabled" } }
      : seen;
  }

  return {
    look,
    async lookQuietly(target) {
      if (hasFailed) return undefined;
      try {
        return await look(target);
      } catch (error) {
        if (error instanceof BceError) return undefined;
        throw error;
      }
    },
    expectEnabled(target) {
      enabled.add(nameOf(target));
    },
    note(target, key) {
      observations.set(nameOf(target), Promise.resolve({ kind: "found", key }));
    },
    forget(target) {
      observations.delete(nameOf(target));
      enabled.delete(nameOf(target));
    },
  };
}

const nameOf = ({ region, keyId }: KeyTarget): string => `${region}/${keyId}`;

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
