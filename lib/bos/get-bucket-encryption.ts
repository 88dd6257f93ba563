import { type BceAnswer, BceError, readJsonObject, unexpectedAnswer } from "../bce/index.ts";
import type { BosClient, BucketTarget } from "./client.ts";
import { ENCRYPTION_QUERY, type EncryptionFields } from "./encryption-fields.ts";

/**
 * The bucket's default encryption as the wire has it. How a bucket without any is answered is undocumented, so every
 * plausible form gives `{}`: 204, an empty body, `{}`, and a 404 whose code names encryption and not the bucket.
 * Rejects with a BceError; `UnexpectedAnswer` also for a known field of an unknown type.
 */
export async function getBucketEncryption(
  client: BosClient,
  target: BucketTarget,
): Promise<EncryptionFields> {
  const answer = await fetchEncryption(client, target);
  if (answer === undefined) return {};
  const { request, response } = answer;
  const fields = readJsonObject(request, response) ?? {};
  for (const name of ["encryptionAlgorithm", "kmsMasterKeyId"]) {
    const value = fields[name];
    if (value === undefined || value === null || typeof value === "string") continue;
    throw unexpectedAnswer(
      request,
      response,
      `Its "${name}" is no string but ${JSON.stringify(value).slice(0, 80)}.`,
    );
  }
  // What JSON.parse gave is JSON.
  return fields as EncryptionFields;
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
    if (caught instanceof BceError && saysNotEncrypted(caught)) return undefined;
    throw caught;
  }
}

/** `NoSuchBucket` does not match: a bucket that is missing is not one without encryption. */
function saysNotEncrypted({ status, cloudCode }: BceError): boolean {
  return status === 404 && /encryption/i.test(cloudCode ?? "");
}
