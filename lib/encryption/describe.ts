import type { Desired } from "./desired.ts";
import type { Observed } from "./observed.ts";

/** A desired state in words that finish "the bucket's encryption is to be …". */
export function describeDesired(desired: Desired): string {
  switch (desired.kind) {
    case "disabled":
      return "off";
    case "bos-managed":
      return bosManaged(desired.algorithm);
    case "kms-managed":
      return kmsManaged(desired.algorithm, desired.kmsMasterKeyId);
  }
}

/** An observation in words that finish "the bucket's encryption is …". */
export function describeObserved(observed: Observed): string {
  switch (observed.kind) {
    case "disabled":
      return "off";
    case "bos-managed":
      return bosManaged(observed.algorithm);
    case "kms-managed":
      return kmsManaged(observed.algorithm, observed.kmsMasterKeyId);
    case "unknown-algorithm": {
      const algorithm =
        observed.algorithm === ""
          ? "on without a named algorithm"
          : `on with ${describeUnknownAlgorithm(observed.algorithm)}`;
      return observed.kmsMasterKeyId === undefined
        ? algorithm
        : `${algorithm}, KMS key ${observed.kmsMasterKeyId}`;
    }
  }
}

/** An algorithm that only BOS knows; another clause about it may follow after "and". */
export function describeUnknownAlgorithm(algorithm: string): string {
  return `algorithm ${JSON.stringify(algorithm)}, which this version does not know`;
}

function bosManaged(algorithm: string): string {
  return `${algorithm} with BOS-managed keys`;
}

function kmsManaged(algorithm: string, kmsMasterKeyId: string): string {
  return `${algorithm} with KMS key ${kmsMasterKeyId}`;
}
