import type { Credentials } from "../credentials.ts";
import type { BceRequest } from "../message.ts";
import { canonicalRequest, signedHeaderNames } from "./canonical.ts";
import { contentDigest } from "./content-digest.ts";
import {
  authorizationHeader,
  authPrefix,
  DEFAULT_EXPIRATION_SECONDS,
  signature,
  signingKey,
  timestamp,
} from "./signature.ts";

/** What a signature depends on besides the request. */
export type SigningOptions = {
  readonly credentials: Credentials;
  /** The moment of signing, milliseconds since 1970, as the cloud's clock has it. */
  readonly signedAtMs: number;
  /** @default 1800 */
  readonly expirationSeconds?: number;
};

/**
 * The headers to send: the request's own, those every call needs, and the signature over them.
 * Signed names are listed in the header, so that a header added by a proxy on the way cannot break the signature.
 */
export function signRequest(request: BceRequest, options: SigningOptions): Readonly<Record<string, string>> {
  const { accessKeyId, secretAccessKey, sessionToken } = options.credentials;
  const signedAt = timestamp(options.signedAtMs);
  const headers: Record<string, string> = {
    ...request.headers,
    host: new URL(request.origin).host,
    "x-bce-date": signedAt,
    ...contentLength(request),
    ...(request.body === undefined ? {} : contentDigest(request.body)),
    ...(sessionToken === undefined ? {} : { "x-bce-security-token": sessionToken }),
  };
  const prefix = authPrefix(accessKeyId, signedAt, options.expirationSeconds ?? DEFAULT_EXPIRATION_SECONDS);
  const key = signingKey(secretAccessKey, prefix);
  const signed = signature(key, canonicalRequest({ ...request, headers }));
  return { ...headers, authorization: authorizationHeader(prefix, signedHeaderNames(headers), signed) };
}

/** PUT and POST always say their length, as HTTP asks; the others only when they carry something. */
function contentLength(request: BceRequest): Record<string, string> {
  const carries = request.body !== undefined || request.method === "PUT" || request.method === "POST";
  return carries ? { "content-length": String(Buffer.byteLength(request.body ?? "")) } : {};
}
