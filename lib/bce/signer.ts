// The canonical form of a request: the four texts that bce-auth-v1 signs (https://github.com/baidubce/bce-sdk-go, docs/wire.md).

import { createHash, createHmac } from "node:crypto";
import type { Credentials } from "../settings/index.ts";
import type { BceRequest, BceResponse, QueryPair, Transport } from "./message.ts";
import type { Clock } from "./time.ts";

/** Headers that are signed whenever they are sent, besides every `x-bce-*`. */
const ALWAYS_SIGNED: ReadonlySet<string> = new Set(["host", "content-length", "content-type", "content-md5"]);

/**
 * Percent-encodes everything but RFC 3986's unreserved characters, upper-case hex, UTF-8.
 * `encodeURIComponent` alone leaves `! ' ( ) *`; a lone surrogate, which it refuses, becomes U+FFFD.
 */
export function percentEncode(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString()).replace(/[!'()*]/g, hex);
}

function hex(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** The path, encoded but for its slashes. The same text goes on the wire, so that both sides sign one thing. */
export function canonicalUri(path: string): string {
  return path.split("/").map(percentEncode).join("/");
}

/**
 * The query as it is signed: `key=value` each encoded, sorted as whole pairs (so `a-b=` comes before `a=`), joined by `&`.
 * A key without a value is `key=`; `authorization`, which carries a signature in presigned URLs, is left out.
 */
function canonicalQuery(query: readonly QueryPair[]): string {
  return query
    .filter(([key]) => key.toLowerCase() !== "authorization")
    .map(([key, value]) => `${percentEncode(key)}=${percentEncode(value)}`)
    .sort()
    .join("&");
}

/** The query as it is sent: in the order given, and a key without a value has no equals sign. */
export function wireQuery(query: readonly QueryPair[]): string {
  return query
    .map(([key, value]) => percentEncode(key) + (value === "" ? "" : `=${percentEncode(value)}`))
    .join("&");
}

/** Names of the headers to sign, lower-case and sorted: the default set of bce-auth-v1, without empty values. */
export function signedHeaderNames(headers: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(headers)
    .filter(([, value]) => value.trim() !== "")
    .map(([name]) => name.trim().toLowerCase())
    .filter((name) => ALWAYS_SIGNED.has(name) || name.startsWith("x-bce-"))
    .sort();
}

/** The signed headers as lines `name:value`, value trimmed, both encoded, sorted as whole lines, joined by a newline. */
export function canonicalHeaders(headers: Readonly<Record<string, string>>): string {
  const signed = new Set(signedHeaderNames(headers));
  return Object.entries(headers)
    .map(([name, value]) => [name.trim().toLowerCase(), value.trim()] as const)
    .filter(([name, value]) => value !== "" && signed.has(name))
    .map(([name, value]) => `${percentEncode(name)}:${percentEncode(value)}`)
    .sort()
    .join("\n");
}

/** What is signed in the end: method, path, query and headers, one below the other. */
export function canonicalRequest(request: {
  readonly method: string;
  readonly path: string;
  readonly query: readonly QueryPair[];
  readonly headers: Readonly<Record<string, string>>;
}): string {
  return [
    request.method.toUpperCase(),
    canonicalUri(request.path),
    canonicalQuery(request.query),
    canonicalHeaders(request.headers),
  ].join("\n");
}

/**
 * The header that brings a body under the signature, which by itself covers a request's head only: whoever changes the body on
 * its way is refused with `BadDigest`. `content-md5` (base64) is the one that every service takes. A Node that keeps to FIPS has no
 * MD5; there it is `x-bce-content-sha256` (hexadecimal), which is signed like every `x-bce-*`
 * (both in https://github.com/baidubce/bce-sdk-go).
 */
export function contentDigest(body: string, hash = digest): Readonly<Record<string, string>> {
  try {
    return { "content-md5": hash("md5", "base64", body) };
  } catch {
    return { "x-bce-content-sha256": hash("sha256", "hex", body) };
  }
}

function digest(algorithm: "md5" | "sha256", encoding: "base64" | "hex", body: string): string {
  return createHash(algorithm).update(body, "utf8").digest(encoding);
}

// The signature of bce-auth-v1: an HMAC key made for one moment, and with it the HMAC of the canonical request.

/** How long a signature holds, seconds; the cloud's own default. */
const DEFAULT_EXPIRATION_SECONDS = 1800;

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

/** What a signature depends on besides the request. */
export interface SigningOptions {
  readonly credentials: Credentials;
  /** The moment of signing, milliseconds since 1970, as the cloud's clock has it. */
  readonly signedAtMs: number;
  /** @default 1800 */
  readonly expirationSeconds?: number;
}

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

/**
 * Signs every request at the time it is sent. On the way back it blots out our secrets, should a debugging proxy or an
 * error about the signature echo them: what is above this may then quote an answer without a second thought.
 */
export function withSignature(
  inner: Transport,
  options: { readonly credentials: Credentials; readonly now: Clock },
): Transport {
  return async (request, sendOptions) => {
    const headers = signRequest(request, { credentials: options.credentials, signedAtMs: options.now() });
    return withoutSecrets(await inner({ ...request, headers }, sendOptions), options.credentials);
  };
}

function withoutSecrets(response: BceResponse, credentials: Credentials): BceResponse {
  const clean = (text: string): string => blot(text, credentials);
  const headers = Object.entries(response.headers).map(([name, value]) => [name, clean(value)] as const);
  return { ...response, headers: Object.fromEntries(headers), body: clean(response.body) };
}

/** Shorter ones are only seen in tests and emulators; blotting them out would tear holes into ordinary words. */
const SHORTEST_SECRET = 8;

function blot(text: string, { secretAccessKey, sessionToken = "" }: Credentials): string {
  return [secretAccessKey, sessionToken]
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .flatMap((secret) => [secret, percentEncode(secret)])
    .reduce((rest, secret) => rest.replaceAll(secret, "***"), text)
    .replace(/bce-auth-v1\/[^\s"'<>]+/g, "bce-auth-v1/***");
}
