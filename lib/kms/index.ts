// Typed calls of KMS over lib/bce, one file for each, and what an answer or an error of KMS means.
// Never here: what a bucket does with a key, when to change one. The calls that change keys have a door of their own, write.ts.
// lib/provider may import it.

export {
  createKmsClient,
  type KeyTarget,
  type KmsCall,
  type KmsClient,
  type KmsClientOptions,
} from "./client.ts";
export { describeKey } from "./describe-key.ts";
export { isMissingKey } from "./errors.ts";
export type { KeyMetadata } from "./key-metadata.ts";
export { isSymmetric } from "./key-spec.ts";
export { describeKeyState, type KeyState } from "./key-state.ts";
export { type ListKeysOptions, listKeys } from "./list-keys.ts";
export { hasKmsEndpoint, KMS_REGIONS } from "./regions.ts";
