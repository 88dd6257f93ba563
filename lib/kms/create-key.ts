import { BceError, quote, readJsonObject, unexpectedAnswer } from "../bce/index.ts";
import type { KeyTarget, KmsClient } from "./client.ts";
import { describeKey } from "./describe-key.ts";
import { isText, parseKeyMetadata } from "./key-metadata.ts";

/** What the new key shall be; the cloud decides what is left out. Words as on the wire (bos-api reference, "KMS"). */
export type NewKey = {
  /** No call changes it later. */
  readonly description?: string | undefined;
  /** E.g. `BAIDU_AES_256`, `SM4_128`. */
  readonly keySpec?: string | undefined;
  /** `SOFTWARE` or `HSM`. */
  readonly protectedBy?: string | undefined;
  /** `BAIDU_KMS`, or `EXTERNAL` for material that is imported later. */
  readonly origin?: string | undefined;
  /** Unit undocumented; 0 is never. */
  readonly rotateCycle?: number | undefined;
};

/**
 * Makes a key and gives its id. It is the one call here that would do twice what is sent twice, so it is not sent again
 * once the cloud may have acted; the error's message then says so, and how to look for the key.
 */
export async function createKey(
  client: KmsClient,
  {
    key,
    ...where
  }: { readonly key: NewKey; readonly region: string; readonly signal?: AbortSignal | undefined },
): Promise<string> {
  try {
    const { request, response } = await client.call({
      operation: "CreateKey",
      isWrite: true,
      fields: { ...key, keyUsage: "ENCRYPT_DECRYPT" },
      ...where,
    });
    const metadata = readJsonObject(request, response)?.["keyMetadata"];
    const created = parseKeyMetadata(metadata);
    if (created !== undefined) return created.keyId;
    const keyId =
      typeof metadata === "object" && metadata !== null && "keyId" in metadata ? metadata.keyId : "";
    // An id alone may be anybody's. If it is KMS's after all, the key must not get lost: KMS knows it then.
    if (isText(keyId) && (await isKnown(client, { keyId, ...where }))) return keyId;
    throw unexpectedAnswer(
      request,
      response,
      `It has no "keyMetadata" with the id and the state of the key${isText(keyId) ? `, only an id that KMS does not confirm: ${quote(keyId)}` : ""}.`,
    );
  } catch (caught) {
    throw caught instanceof BceError && isInDoubt(caught) ? inDoubt(caught, key, where.region) : caught;
  }
}

async function isKnown(client: KmsClient, target: KeyTarget): Promise<boolean> {
  return describeKey(client, target).then(
    () => true,
    () => false,
  );
}

/** A call that the user cancels may be on its way already. */
const isInDoubt = (error: BceError): boolean => error.mayHaveTakenEffect || error.code === "Cancelled";

function inDoubt(error: BceError, { description }: NewKey, region: string): BceError {
  const which =
    description === undefined || description === ""
      ? "newest key without a description"
      : `newest key with the description ${JSON.stringify(description)}`;
  return error.with({
    next: `A key may have been created all the same, and was not asked for a second time. Look in the console of KMS, region ${region}, for the ${which}: import it if it is there, else run again.`,
  });
}
