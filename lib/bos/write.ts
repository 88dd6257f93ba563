// The two calls of BOS that change a bucket's encryption.
// Never here: anything that only reads (index.ts), or the decision to write.
// Only lib/reconcile may import it.

export { deleteBucketEncryption } from "./delete-bucket-encryption.ts";
export { putBucketEncryption } from "./put-bucket-encryption.ts";
