// Whether a key is good enough for what a bucket or an object wants of it.

import { isSymmetric } from "../keys.ts";
import { isGone } from "../state/keys.ts";
import { type Refusal, refuse } from "../wire/reply.ts";
import type { Account } from "./call.ts";

/** What is asked of a key that a bucket or an upload names: what an upload asks of it, or in the gateway only an id of the right length. */
export function checkNamedKey(keyId: string, account: Account): Refusal | undefined {
  if (account.profile !== "gateway") return checkEncryptingKey(keyId, account);
  return keyId.length === 36
    ? undefined
    : invalidMasterKey(`its id must have 36 characters, not ${keyId.length}`);
}

/** What encrypting asks of a key: there, enabled, symmetric, of the same region. Without a key there is nothing to ask. */
export const checkEncryptingKey = (keyId: string | undefined, account: Account): Refusal | undefined =>
  keyId === undefined
    ? undefined
    : refuseBecause(keyId, whyUnusable(keyId, account) ?? whyUnfit(keyId, account));

/** What decrypting asks of a key: that it can be used now. */
export const checkDecryptingKey = (keyId: string | undefined, account: Account): Refusal | undefined =>
  keyId === undefined ? undefined : refuseBecause(keyId, whyUnusable(keyId, account));

const refuseBecause = (keyId: string, why: string | undefined): Refusal | undefined =>
  why === undefined ? undefined : invalidMasterKey(`the key ${JSON.stringify(keyId)} ${why}`);

/** The answer to a key that cannot do what is asked of it. */
export const invalidMasterKey = (why: string): Refusal =>
  refuse(
    400,
    "InvalidEncryptionKmsMkid",
    `The KMS master key id is not valid, please check its status: ${why}.`,
  );

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
