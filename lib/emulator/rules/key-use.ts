// Whether a key is good enough for what a bucket or an object wants of it.

import { isSymmetric } from "../keys.ts";
import { isGone } from "../state/keys.ts";
import { type Refusal, refuse } from "../wire/reply.ts";
import type { Account } from "./call.ts";

/** What the cloud asks of a key that a bucket or an upload names: there, enabled, symmetric, of the same region. */
export function checkNamedKey(keyId: string, account: Account): Refusal | undefined {
  const why = whyUnusable(keyId, account) ?? whyUnfit(keyId, account);
  return why === undefined ? undefined : invalidMasterKey(`the key ${JSON.stringify(keyId)} ${why}`);
}

/** The answer to a key that no bucket may have. */
export const invalidMasterKey = (why: string): Refusal =>
  refuse(
    400,
    "InvalidEncryptionKmsMkid",
    `The KMS master key id is not valid, please check its status: ${why}.`,
  );

/** What encrypting and decrypting ask of a key: that it can be used now. Without a key there is nothing to ask. */
export function checkUsableKey(keyId: string | undefined, account: Account): Refusal | undefined {
  const why = keyId === undefined ? undefined : whyUnusable(keyId, account);
  return why === undefined ? undefined : invalidMasterKey(`the key ${JSON.stringify(keyId)} ${why}`);
}

function whyUnusable(keyId: string, { cloud, kms, kmsKeys }: Account): string | undefined {
  if (kms === "not-activated") return "is of no use while KMS is not activated";
  const key = cloud.keys.get(keyId);
  if (key === undefined) return kmsKeys === "any" ? undefined : "does not exist";
  if (isGone(cloud, key)) return "has been deleted";
  return key.state.toLowerCase() === "enabled" ? undefined : `is in the state ${key.state}`;
}

function whyUnfit(keyId: string, { cloud, region }: Account): string | undefined {
  const key = cloud.keys.get(keyId);
  if (key === undefined) return undefined;
  if (key.region !== region) return `lies in the region ${key.region}, the bucket in ${region}`;
  return isSymmetric(key.keySpec) ? undefined : `is not symmetric but ${key.keySpec}`;
}
