import type { Desired } from "./desired.ts";

/** A wish as one text: a fixed order of parts, whatever the order of the object's fields. */
export function canonicalText(desired: Desired): string {
  switch (desired.kind) {
    case "disabled":
      return JSON.stringify(["disabled"]);
    case "bos-managed":
      return JSON.stringify(["bos-managed", desired.algorithm]);
    case "kms-managed":
      return JSON.stringify(["kms-managed", desired.algorithm, desired.kmsMasterKeyId]);
  }
}

export function isSameDesired(one: Desired, other: Desired): boolean {
  return canonicalText(one) === canonicalText(other);
}
