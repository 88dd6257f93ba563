// The canonical form of a request: the four texts that bce-auth-v1 signs (bos-api reference, "Signature").

import type { QueryPair } from "../message.ts";

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
export function canonicalQuery(query: readonly QueryPair[]): string {
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
