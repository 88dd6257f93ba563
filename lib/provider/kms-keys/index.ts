// The data sources `bos_kms_key` and `bos_kms_keys`: find a key by its id, description, spec or state.
// Never here: a change of a key (kms-key).
// lib/provider/provider.ts imports it.

export { kmsKeysData } from "./many-keys.ts";
export { kmsKeyData } from "./one-key.ts";
