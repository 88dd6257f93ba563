import type { JsonObject, JsonValue } from "../json.ts";
import { type EncryptionFields, type EncryptionMethod, isOff, type OffAnswer } from "../setting.ts";
import { changeSetting, settingOf, stateOf } from "../state/cloud.ts";
import { type Answer, answer, type Refusal, refuse } from "../wire/reply.ts";
import { type Account, type Call, onBucket, type Rule, readJson } from "./call.ts";
import { checkEncryptingKey, checkNamedKey, invalidMasterKey } from "./key-use.ts";

/** The answer's and the upload's header for the algorithm. */
const algorithmHeader = "x-bce-server-side-encryption";
/** The answer's and the upload's header for the KMS key. */
export const keyHeader = "x-bce-server-side-encryption-bos-kms-key-id";

/** Writes the whole setting: what the body does not say is gone afterwards. */
export const putBucketEncryption: Rule = onBucket((bucket, call, account) => {
  const body = readJson(call, ["encryptionAlgorithm", "kmsMasterKeyId", ...call.newerFields]);
  if ("kind" in body) return body;
  const { encryptionAlgorithm, kmsMasterKeyId, ...newer } = body.fields;
  const checked = checkMethod(encryptionAlgorithm, kmsMasterKeyId, account);
  if ("kind" in checked) return checked;
  changeSetting(account.cloud, bucket, { ...checked.method, ...newer }, { by: call.operation });
  return answer(200);
});

/** Shows the setting; see {@link OffAnswer} for a bucket that has none. */
export const getBucketEncryption: Rule = onBucket((bucket, call, { cloud, offAnswer }) => {
  const { setting, keyLeftBehind } = stateOf(cloud, bucket, call.lagMs) ?? {};
  if (setting === undefined) {
    return keyLeftBehind === undefined
      ? answersWhenOff[offAnswer]
      : answer(200, { json: { encryptionAlgorithm: "none", kmsMasterKeyId: keyLeftBehind } });
  }
  // The control handle may have stored anything; on the wire it is JSON.
  const json = JSON.parse(JSON.stringify(setting)) as JsonObject;
  const headers = isOff(setting) ? {} : { [algorithmHeader]: setting.encryptionAlgorithm };
  return answer(200, { headers, json });
});

/**
 * Turns encryption off; documented as "2xx", the emulator says 204. In public it is fine if it was off already; the gateway
 * clears the algorithm alone, and says 404 where there is none.
 */
export const deleteBucketEncryption: Rule = onBucket((bucket, { operation: by }, { cloud, profile }) => {
  const setting = settingOf(cloud, bucket);
  if (profile !== "gateway") {
    changeSetting(cloud, bucket, undefined, { by });
  } else {
    if (isOff(setting)) return noSuchEncryption;
    changeSetting(cloud, bucket, undefined, { by, keyLeftBehind: setting?.kmsMasterKeyId });
  }
  return answer(204);
});

const noSuchEncryption = refuse(404, "NoSuchBucketEncryption", "The bucket has no encryption configuration.");

const answersWhenOff: Readonly<Record<OffAnswer, Answer | Refusal>> = {
  "empty-object": answer(200, { json: {} }),
  none: answer(200, { json: { encryptionAlgorithm: "none" } }),
  "no-content": answer(204),
  "not-found": noSuchEncryption,
};

/** What a new object is encrypted with: its own headers win over the bucket's setting. `undefined` is not at all. */
export function methodOfUpload(
  call: Call,
  setting: EncryptionFields | undefined,
  account: Account,
): { readonly method: EncryptionMethod | undefined } | Refusal {
  const { [algorithmHeader]: ownAlgorithm, [keyHeader]: ownKey } = call.headers;
  const own = ownAlgorithm !== undefined || ownKey !== undefined;
  if (!own && (setting === undefined || isOff(setting))) return { method: undefined };
  const { encryptionAlgorithm = "", kmsMasterKeyId } = setting ?? {};
  const chosen = own
    ? checkMethod(ownAlgorithm, ownKey, account)
    : {
        method:
          kmsMasterKeyId === undefined ? { encryptionAlgorithm } : { encryptionAlgorithm, kmsMasterKeyId },
      };
  return "kind" in chosen ? chosen : (checkEncryptingKey(chosen.method.kmsMasterKeyId, account) ?? chosen);
}

/** The headers with which answers show how an object is encrypted. */
export const encryptionHeaders = (method: EncryptionMethod | undefined): Record<string, string> => ({
  ...(method && { [algorithmHeader]: method.encryptionAlgorithm }),
  ...(method?.kmsMasterKeyId !== undefined && { [keyHeader]: method.kmsMasterKeyId }),
});

function checkMethod(
  encryptionAlgorithm: JsonValue | undefined,
  kmsMasterKeyId: JsonValue | undefined,
  account: Account,
): { readonly method: EncryptionMethod } | Refusal {
  if (encryptionAlgorithm !== "AES256" && encryptionAlgorithm !== "SM4") {
    return refuse(400, "InvalidEncryptionAlgorithm", "The encryption algorithm must be AES256 or SM4.");
  }
  if (kmsMasterKeyId === undefined) return { method: { encryptionAlgorithm } };
  if (typeof kmsMasterKeyId !== "string" || kmsMasterKeyId === "") {
    return invalidMasterKey("it must be a text that is not empty");
  }
  return checkNamedKey(kmsMasterKeyId, account) ?? { method: { encryptionAlgorithm, kmsMasterKeyId } };
}
