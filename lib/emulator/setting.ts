/**
 * How something is encrypted, in the words of the wire: `encryptionAlgorithm` is `AES256` or `SM4` (or whatever a newer
 * cloud may say), `kmsMasterKeyId` is there when the keys are KMS-managed, and absent when they are BOS-managed.
 */
export interface EncryptionMethod {
  readonly encryptionAlgorithm: string;
  readonly kmsMasterKeyId?: string;
}

/**
 * A bucket's encryption setting: the method, and fields that only a newer cloud knows. A bucket whose encryption is off has
 * no setting at all: `undefined` wherever this type is optional.
 */
export interface EncryptionFields extends EncryptionMethod {
  readonly [extra: string]: unknown;
}

/** Whether a bucket with this setting is off: it has none, or somebody stored one that says so. */
export const isOff = (setting: EncryptionFields | undefined): boolean =>
  setting === undefined || /^(none)?$/i.test(setting.encryptionAlgorithm);

/**
 * What GetBucketEncryption answers for a bucket whose encryption is off. BOS's own answer is undocumented; the default has
 * the best evidence.
 *
 * - `none` (default): 200 with `{"encryptionAlgorithm": "none"}`
 * - `empty-object`: 200 with `{}`
 * - `no-content`: 204 without a body
 * - `not-found`: 404 with the code `NoSuchBucketEncryption`
 */
export type OffAnswer = (typeof offAnswers)[number];

/** Every {@link OffAnswer}, the default first. */
export const offAnswers = ["none", "empty-object", "no-content", "not-found"] as const;
