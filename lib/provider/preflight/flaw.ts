import { describeKeyState, isSymmetric, type KeyMetadata } from "../../kms/index.ts";
import type { KeySighting } from "./key-ledger.ts";

/** Why a key cannot encrypt a bucket. */
export interface Flaw {
  /** Finishes "KMS key X …". */
  readonly summary: string;
  /** Whole sentences: why, and what to do. */
  readonly detail: string;
  /** False for a state of a newer cloud: nobody here can tell what it means. */
  readonly certain: boolean;
}

/** What stands in the way of a bucket in `region` using the key; undefined when nothing does. */
export function flawOf(sighting: Exclude<KeySighting, { kind: "denied" }>, region: string): Flaw | undefined {
  if (sighting.kind === "missing") return flaw("does not exist", sighting.reason);
  const { key } = sighting;
  if (key.region !== undefined && key.region.toLowerCase() !== region.toLowerCase()) {
    return flaw(
      `is in region "${key.region}"`,
      `The bucket is in region "${region}", and a bucket needs a key of its own region.`,
    );
  }
  if (key.keySpec !== undefined && isSymmetric(key.keySpec) === false) {
    return flaw(
      "is asymmetric",
      `Its spec is ${key.keySpec}; a bucket needs a symmetric key, for example of the spec BAIDU_AES_256.`,
    );
  }
  return flawOfState(key);
}

/** When a key that is pending deletion will be gone, in words that end a sentence. */
export function endOf({ deletionDate }: Pick<KeyMetadata, "deletionDate">): string {
  return deletionDate === undefined ? "on a date that the cloud does not tell" : `on ${deletionDate}`;
}

function flawOfState(key: KeyMetadata): Flaw | undefined {
  switch (key.state) {
    case "enabled":
      return undefined;
    case "disabled":
      return flaw("is disabled", "Enable it: enabled = true of its bos_kms_key, or the console of KMS.");
    case "pending-deletion":
      return flaw(
        "is pending deletion",
        `It will be gone for good ${endOf(key)}, and with it all that it has encrypted. To save it, cancel the deletion in the console of KMS, or import it as a bos_kms_key with enabled = true.`,
      );
    case "pending-import":
      return flaw(
        "is pending import",
        "Its origin is EXTERNAL, and its material is still to be imported: in the console of KMS.",
      );
    default:
      return {
        ...flaw(
          `is in the state ${describeKeyState(key.state)}`,
          "This state is not known here, so the key is taken for one that cannot be used. Look at it in the console of KMS.",
        ),
        certain: false,
      };
  }
}

const flaw = (summary: string, detail: string): Flaw => ({ summary, detail, certain: true });
