// Typed calls of KMS over lib/bce, one file for each, and what an answer or an error of KMS means.
// Must not hold: what a bucket does with a key, when to change one. The calls that change keys have a door of their own, write.ts.

export {
  createKmsClient,
  hasKmsEndpoint,
  type KeyTarget,
  KMS_REGIONS,
  type KmsClient,
} from "./client.ts";
export { isMissingKey } from "./errors.ts";
export { describeKeyState, isSymmetric, type KeyMetadata, type KeyState } from "./key.ts";
export { describeKey, type ListKeysOptions, listKeys } from "./read.ts";
