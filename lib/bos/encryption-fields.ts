import { BceError } from "../bce/index.ts";

export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

/**
 * The JSON object that Put- and GetBucketEncryption exchange, as it is on the wire: `encryptionAlgorithm`,
 * `kmsMasterKeyId` (https://intl.cloud.baidu.com/en/doc/BOS/s/Zkc4fa6x5-intl-en; the second read in the official Java SDK,
 * https://github.com/baidubce/bce-sdk-java) and whatever a newer BOS adds. What it means, "off" included, is judged in lib/encryption.
 */
export type EncryptionFields = Readonly<Record<string, JsonValue>>;

/** The subresource that all three calls address. */
export const ENCRYPTION_QUERY = [["encryption", ""]] as const;

/**
 * Codes that say that the bucket has no encryption setting, in the forms that BOS's own `NoReplicationConfiguration`, the
 * `NoSuchBucketEncryption` of a gateway that serves its protocol, and like services suggest. A missing bucket is none of them, nor
 * is a missing or broken key (`InvalidEncryptionKmsMkid`).
 */
const NO_SETTING =
  /^(No(Such)?(Bucket)?(ServerSide)?Encryption(Config(uration)?|Rule|Setting)?|(Bucket)?(ServerSide)?Encryption(Config(uration)?|Rule|Setting)?Not(Found|Set|Exists?|Configured))(Error|Exception)?$/i;

/** Whether the answer was a 404 that says that the bucket is there and its encryption is off. */
export function saysNotEncrypted(caught: unknown): boolean {
  return caught instanceof BceError && caught.code === "NotFound" && NO_SETTING.test(caught.cloudCode ?? "");
}
