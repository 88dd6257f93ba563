// Where two services that speak this protocol are known to differ (docs/wire.md, "The gateway").

/**
 * Which service the emulator is like.
 *
 * - `public` (default): the public cloud, as its reference pages tell
 * - `gateway`: a gateway that serves the protocol of BOS in private clouds, as its source tells. DELETE of the encryption leaves
 *   the KMS key behind, which GET then shows beside the algorithm `none`; of a bucket that is off it is 404
 *   `NoSuchBucketEncryption`, and it needs a permission of its own. Of a key that a bucket names, only the length of its id is
 *   checked: 36 characters. No answer shows the key of an object
 */
export type Profile = (typeof profiles)[number];

/** Every {@link Profile}, the default first. */
export const profiles = ["public", "gateway"] as const;

/** A permission of the calls of bucket encryption, by its name in a policy. The last one exists in the profile `gateway` alone. */
export type EncryptionPermission = "GetBucketEncryption" | "PutBucketEncryption" | "DeleteBucketEncryption";

/** The permission that an operation needs; `undefined` for one that is not about a bucket's encryption. */
export function permissionFor(operation: string, profile: Profile): EncryptionPermission | undefined {
  switch (operation) {
    case "GetBucketEncryption":
    case "PutBucketEncryption":
      return operation;
    case "DeleteBucketEncryption":
      return profile === "gateway" ? operation : "PutBucketEncryption";
    default:
      return undefined;
  }
}
