import { type BceAnswer, readJsonObject, unexpectedAnswer } from "../bce/index.ts";
import type { BosClient, BucketTarget } from "./client.ts";
import { ENCRYPTION_QUERY, type EncryptionFields, saysNotEncrypted } from "./encryption-fields.ts";

/** The answer's header that names the algorithm as well (https://intl.cloud.baidu.com/en/doc/BOS/s/Zkc4fa6x5-intl-en). */
const ALGORITHM_HEADER = "x-bce-server-side-encryption";

/**
 * The bucket's default encryption as the wire has it. How a bucket without any is answered is undocumented, so every
 * plausible form gives `{}`: 204, an empty body, `{}`, and a 404 whose code says that there is no such setting.
 * Rejects with a BceError; `UnexpectedAnswer` also for fields in which the judge finds a flaw.
 *
 * @param flawOf judges what is an answer, for this file knows no field: a sentence on what is wrong, or undefined
 */
export async function getBucketEncryption(
  client: BosClient,
  target: BucketTarget,
  flawOf: (fields: EncryptionFields, shownAlgorithm?: string) => string | undefined,
): Promise<EncryptionFields> {
  const answer = await fetchEncryption(client, target);
  if (answer === undefined) return {};
  const { request, response } = answer;
  // What JSON.parse gave is JSON.
  const fields = (readJsonObject(request, response) ?? {}) as EncryptionFields;
  const flaw = flawOf(fields, response.headers[ALGORITHM_HEADER]);
  if (flaw !== undefined) throw unexpectedAnswer(request, response, flaw);
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
