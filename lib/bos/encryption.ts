import { type BceAnswer, BceError, readJsonObject, unexpectedAnswer } from "../bce/index.ts";
import type { JsonObject } from "../json.ts";
import type { BosClient, BucketTarget } from "./client.ts";

/**
 * The JSON object that Put- and GetBucketEncryption exchange, as it is on the wire: `encryptionAlgorithm`,
 * `kmsMasterKeyId` (https://intl.cloud.baidu.com/en/doc/BOS/s/Zkc4fa6x5-intl-en; the second read in the official Java SDK,
 * https://github.com/baidubce/bce-sdk-java) and whatever a newer BOS adds. What it means, "off" included, is judged in lib/encryption.
 */
export type EncryptionFields = JsonObject;

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

/** The answer's header that names the algorithm as well (https://intl.cloud.baidu.com/en/doc/BOS/s/Zkc4fa6x5-intl-en). */
const ALGORITHM_HEADER = "x-bce-server-side-encryption";

/**
 * The bucket's default encryption as the wire has it. How a bucket without any is answered is undocumented, so every
 * plausible form gives `{}`: 204, an empty body, `{}`, and a 404 whose code says that there is no such setting.
 * Rejects with a BceError; `UnexpectedAnswer` also for fields in which the judge finds a problem.
 *
 * @param problemOf judges what is an answer, for this file knows no field: a sentence on what is wrong, or undefined
 */
export async function getBucketEncryption(
  client: BosClient,
  target: BucketTarget,
  problemOf: (fields: EncryptionFields, shownAlgorithm?: string) => string | undefined,
): Promise<EncryptionFields> {
  const answer = await fetchEncryption(client, target);
  if (answer === undefined) return {};
  const { request, response } = answer;
  // What JSON.parse gave is JSON.
  const fields = (readJsonObject(request, response) ?? {}) as EncryptionFields;
  const problem = problemOf(fields, response.headers[ALGORITHM_HEADER]);
  if (problem !== undefined) throw unexpectedAnswer(request, response, problem);
  return fields;
}

/** The answer, or undefined when a 404 says that there is no encryption to tell of. */
async function fetchEncryption(client: BosClient, target: BucketTarget): Promise<BceAnswer | undefined> {
  try {
    return await client.call({
      operation: "GetBucketEncryption",
      method: "GET",
      query: ENCRYPTION_QUERY,
      ...target,
    });
  } catch (caught) {
    if (saysNotEncrypted(caught)) return undefined;
    throw caught;
  }
}
