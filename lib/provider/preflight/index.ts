// Whether a KMS key is good enough for a bucket, said at plan; and what this process knows of keys.
// Never here: a change of a key (../kms-key), or of anything else.
// Imported by the resources and data sources of lib/provider.

export { checkKey, type KeyOfBucket, warnOfUnusableKey } from "./check-key.ts";
export { endOf } from "./flaw.ts";
export { createKeyLedger, type KeyLedger, type KeySighting } from "./key-ledger.ts";
