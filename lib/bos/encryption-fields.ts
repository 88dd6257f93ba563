export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

/**
 * The JSON object that Put- and GetBucketEncryption exchange, as it is on the wire: `encryptionAlgorithm`,
 * `kmsMasterKeyId` (bos-api reference; the second read in the official Java SDK) and whatever a newer cloud adds.
 * What it means, "off" included, is judged in lib/encryption.
 */
export type EncryptionFields = Readonly<Record<string, JsonValue>>;

/** The subresource that all three calls address. */
export const ENCRYPTION_QUERY = [["encryption", ""]] as const;
