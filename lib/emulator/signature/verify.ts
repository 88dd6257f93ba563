import { createHmac, timingSafeEqual } from "node:crypto";
import { type Refusal, refuse } from "../wire/reply.ts";
import { parseQuery, splitTarget, type WireRequest } from "../wire/request.ts";
import { type Authorization, parseAuthorization, parseTimestamp } from "./authorization.ts";
import { canonicalRequest, canonicalText } from "./canonical.ts";

/** The one key pair that an emulator knows, with the session token that must come with it, if any. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/**
 * How far a client's clock may be off. The cloud's own limit is undocumented; fifteen minutes is what other object stores
 * allow. It bounds `x-bce-date` in both directions and the signature's time into the future; into the past the signature's
 * own expiration decides.
 */
const clockToleranceMs = 15 * 60 * 1000;

const tokenHeader = "x-bce-security-token";

/**
 * Judges a request's signature (bce-auth-v1 in the authorization header).
 *
 * @param nowMs the cloud's clock
 * @returns `undefined` when all is well, else `AccessDenied` (no signature at all), `NotImplemented` (a presigned URL),
 * `InvalidHTTPAuthHeader`, `InvalidAccessKeyId`, `InvalidSessionToken`, `SignatureDoesNotMatch`, `RequestTimeTooSkewed` or `RequestExpired`
 */
export function verifySignature(
  request: WireRequest,
  credentials: Credentials,
  nowMs: number,
): Refusal | undefined {
  const header = request.headers["authorization"];
  if (header === undefined) {
    if (isPresigned(request)) {
      return refuse(
        501,
        "NotImplemented",
        "Presigned URLs are not emulated: sign in the authorization header.",
      );
    }
    return refuse(403, "AccessDenied", "The request is not signed: it has no authorization header.");
  }
  const authorization = parseAuthorization(header);
  if (authorization === undefined) {
    return invalidHeader(
      "it must be bce-auth-v1/{accessKeyId}/{timestamp}/{expirationSeconds}/{signedHeaders}/{signature}, the names in lower case",
    );
  }
  return (
    checkSignedHeaders(request, authorization) ??
    checkIdentity(request, authorization, credentials) ??
    checkSignature(request, authorization, credentials.secretAccessKey) ??
    checkTime(request, authorization, nowMs)
  );
}

/** Whether the signature is in the query, where the emulator does not judge it. */
const isPresigned = ({ target }: WireRequest): boolean =>
  parseQuery(splitTarget(target).query)?.some(([key]) => key.toLowerCase() === "authorization") ?? false;

const invalidHeader = (why: string): Refusal =>
  refuse(400, "InvalidHTTPAuthHeader", `The authorization header is not valid: ${why}.`);

function checkSignedHeaders(request: WireRequest, { signedHeaders }: Authorization): Refusal | undefined {
  if (signedHeaders.length === 0) return undefined; // The default set holds all that must be signed.
  const absent = signedHeaders.filter((name) => request.headers[name] === undefined);
  if (absent.length > 0)
    return invalidHeader(`it signs ${absent.join(", ")}, which the request does not have`);
  if (!signedHeaders.includes("host")) return invalidHeader("host must be among the signed headers");
  if (request.headers[tokenHeader] !== undefined && !signedHeaders.includes(tokenHeader)) {
    return invalidHeader(`${tokenHeader} must be among the signed headers when it is sent`);
  }
  return undefined;
}

function checkIdentity(
  request: WireRequest,
  { accessKeyId }: Authorization,
  credentials: Credentials,
): Refusal | undefined {
  if (!equalInConstantTime(accessKeyId, credentials.accessKeyId)) {
    return refuse(403, "InvalidAccessKeyId", "The access key id you provided does not exist in our records.");
  }
  const sent = request.headers[tokenHeader];
  const { sessionToken } = credentials;
  if (sessionToken === undefined) {
    if (sent === undefined) return undefined;
    return refuse(
      400,
      "InvalidSessionToken",
      `This access key is permanent: it goes without ${tokenHeader}.`,
    );
  }
  if (sent === undefined) {
    return refuse(
      403,
      "InvalidAccessKeyId",
      `This access key is temporary: it needs its session token in ${tokenHeader}, and none was sent.`,
    );
  }
  if (equalInConstantTime(sent, sessionToken)) return undefined;
  return refuse(
    400,
    "InvalidSessionToken",
    `The session token in ${tokenHeader} is not the one of this access key.`,
  );
}

function checkSignature(
  request: WireRequest,
  { accessKeyId, timestamp, expirationSeconds, signedHeaders, signature }: Authorization,
  secretAccessKey: string,
): Refusal | undefined {
  const canonical = canonicalRequest(request, signedHeaders);
  if (canonical === undefined) return refuse(400, "InvalidURI", "The URI is not valid percent-encoding.");
  const signingKey = hmacHex(secretAccessKey, `bce-auth-v1/${accessKeyId}/${timestamp}/${expirationSeconds}`);
  if (equalInConstantTime(hmacHex(signingKey, canonicalText(canonical)), signature)) return undefined;
  // Shown so that whoever writes a client sees which line differs; the token is no business of a log.
  const shown = canonicalText({
    ...canonical,
    headers: canonical.headers.map((line) =>
      line.startsWith(`${tokenHeader}:`) ? `${tokenHeader}:***` : line,
    ),
  });
  return refuse(
    403,
    "SignatureDoesNotMatch",
    `The signature does not match the one calculated. Check the secret key and the way of signing. Canonical request: ${JSON.stringify(shown)}`,
  );
}

function checkTime(request: WireRequest, authorization: Authorization, nowMs: number): Refusal | undefined {
  const { timestampMs, expirationSeconds } = authorization;
  const date = request.headers["x-bce-date"];
  const requestMs = date === undefined ? timestampMs : parseTimestamp(date);
  if (requestMs === undefined) {
    return refuse(400, "InvalidArgument", "x-bce-date must be a UTC time like 2015-04-27T08:23:49Z.");
  }
  const behind = date !== undefined && requestMs < nowMs - clockToleranceMs;
  if (behind || Math.max(requestMs, timestampMs) > nowMs + clockToleranceMs) {
    return refuse(
      403,
      "RequestTimeTooSkewed",
      `The difference between the request time and the server's time (${new Date(nowMs).toISOString()}) is too large.`,
    );
  }
  if (nowMs > timestampMs + expirationSeconds * 1000) {
    return refuse(
      403,
      "RequestExpired",
      `The signature expired ${expirationSeconds} s after ${authorization.timestamp}.`,
    );
  }
  return undefined;
}

const hmacHex = (key: string, text: string): string => createHmac("sha256", key).update(text).digest("hex");

/** Takes the same time wherever the two differ. (Their lengths are no secret.) */
function equalInConstantTime(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
