// The signature of bce-auth-v1: an HMAC key made for one moment, and with it the HMAC of the canonical request.

import { createHmac } from "node:crypto";

/** How long a signature holds, seconds; the cloud's own default. */
export const DEFAULT_EXPIRATION_SECONDS = 1800;

/** `2015-04-27T08:23:49Z`: UTC, whole seconds, the only form the cloud takes. */
export function timestamp(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19)}Z`;
}

/** `bce-auth-v1/{accessKeyId}/{timestamp}/{expirationSeconds}`: whose signature it is, from when, for how long. */
export function authPrefix(accessKeyId: string, signedAt: string, expirationSeconds: number): string {
  return `bce-auth-v1/${accessKeyId}/${signedAt}/${expirationSeconds}`;
}

export function signingKey(secretAccessKey: string, prefix: string): string {
  return hmacSha256Hex(secretAccessKey, prefix);
}

/** The key is used as the hexadecimal text it is, not as the bytes it spells. */
export function signature(key: string, canonicalRequest: string): string {
  return hmacSha256Hex(key, canonicalRequest);
}

/** The value of the `authorization` header. An empty list of names tells the cloud to take its default set. */
export function authorizationHeader(
  prefix: string,
  signedHeaders: readonly string[],
  signatureHex: string,
): string {
  return `${prefix}/${signedHeaders.join(";")}/${signatureHex}`;
}

function hmacSha256Hex(key: string, text: string): string {
  return createHmac("sha256", key).update(text, "utf8").digest("hex");
}
