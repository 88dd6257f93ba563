// What platform teams demand of everybody's buckets: options, exceptions, and who judges a tree of constructs at synth.
// Never here: what a single construct checks of itself, or a look at the cloud.
// Imported by lib/construct/index.ts only.

export { BucketEncryptionPolicy } from "./bucket-encryption-policy.ts";
export type { PolicyException } from "./exceptions.ts";
export type { BucketEncryptionPolicyOptions } from "./options.ts";
