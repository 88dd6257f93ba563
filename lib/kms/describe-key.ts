import { quote, readJsonObject, unexpectedAnswer } from "../bce/index.ts";
import type { KeyTarget, KmsClient } from "./client.ts";
import { isSameKey, type KeyMetadata, parseKeyMetadata } from "./key-metadata.ts";

/** What KMS knows of the key. Rejects with a BceError; {@link isMissingKey} tells which mean that there is none. */
export async function describeKey(client: KmsClient, { keyId, ...target }: KeyTarget): Promise<KeyMetadata> {
  const { request, response } = await client.call({
    operation: "DescribeKey",
    key: keyId,
    fields: { keyId },
    ...target,
  });
  const metadata = parseKeyMetadata(readJsonObject(request, response)?.["keyMetadata"]);
  if (metadata === undefined)
    throw unexpectedAnswer(request, response, 'It has no "keyMetadata" with the id and the state of a key.');
  if (!isSameKey(metadata.keyId, keyId))
    throw unexpectedAnswer(request, response, `It is about another key: ${quote(metadata.keyId)}.`);
  return metadata;
}
