/**
 * The canonical request of bce-auth-v1 (https://github.com/baidubce/bce-sdk-go, docs/wire.md), built from what came over the wire. Written apart
 * from the signer in lib/bce on purpose: if the two shared code, they could be wrong together.
 */
import { parseQuery, percentDecode, splitTarget, type WireRequest } from "../wire/request.ts";

/** Signed when the authorization header's list of signed headers is empty; every `x-bce-*` header is, too. */
const defaultSignedHeaders = new Set(["host", "content-length", "content-type", "content-md5"]);

/** The parts that are joined by line feeds and signed. */
export interface CanonicalRequest {
  readonly method: string;
  readonly uri: string;
  readonly query: string;
  /** One `name:value` each, encoded and sorted. */
  readonly headers: readonly string[];
}

/**
 * Builds the canonical request.
 *
 * @param signedHeaders names in lower case; empty means the default set
 * @returns `undefined` when path or query are not valid percent-encoding
 */
export function canonicalRequest(
  request: WireRequest,
  signedHeaders: readonly string[],
): CanonicalRequest | undefined {
  const { path, query } = splitTarget(request.target);
  const decodedPath = percentDecode(path);
  const pairs = parseQuery(query);
  if (decodedPath === undefined || pairs === undefined) return undefined;
  return {
    method: request.method,
    uri: percentEncode(decodedPath).replaceAll("%2F", "/"),
    query: pairs
      .filter(([key]) => key.toLowerCase() !== "authorization")
      .map(([key, value]) => `${percentEncode(key)}=${percentEncode(value)}`)
      .sort()
      .join("&"),
    headers: headersToSign(request, signedHeaders)
      // HTTP carries bytes; clients encode the UTF-8 text those bytes stand for.
      .map(
        ([name, value]) =>
          `${percentEncode(name)}:${percentEncode(Buffer.from(value, "latin1").toString("utf8"))}`,
      )
      .sort(),
  };
}

/** The text that is signed. */
export const canonicalText = ({ method, uri, query, headers }: CanonicalRequest): string =>
  [method, uri, query, headers.join("\n")].join("\n");

function headersToSign(request: WireRequest, signedHeaders: readonly string[]) {
  const named = new Set(signedHeaders);
  return Object.entries(request.headers).filter(([name]) =>
    named.size > 0 ? named.has(name) : defaultSignedHeaders.has(name) || name.startsWith("x-bce-"),
  );
}

/** RFC 3986: everything but `A-Za-z0-9-._~` becomes `%XX` in upper case. */
function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
