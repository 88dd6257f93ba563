// Answers that are not a success, in our own words: first by the cloud's code, then by status.
import { parseJson } from "../../json.ts";
import type { BceRequest, BceResponse, Transport } from "../message.ts";
import type { Clock } from "../time.ts";
import { BceError } from "./bce-error.ts";
import type { BceErrorCode } from "./codes.ts";
import { type BceErrorContext, quote } from "./details.ts";

/** Whether a status can carry a code: one that contradicts it shows that whoever answered is not the API. */
type Fits = (status: number) => boolean;

const one =
  (...statuses: readonly number[]): Fits =>
  (status) =>
    statuses.includes(status);
const refusal: Fits = (status) => status >= 400 && status < 500;
const failure: Fits = (status) => status >= 400;

/**
 * Codes of BOS with the statuses that they come with (https://cloud.baidu.com/doc/BOS/s/Ajwvysfpl). Exact where something
 * rests on the code: a bucket is forgotten after `NoSuchBucket`, and a PUT is sent in another form after `MalformedJSON`. A code
 * that does not fit its status says nothing, nor does one that is not here: then the status speaks. How an expired session token
 * is answered is documented nowhere; the three names beginning at `ExpiredToken` are those that like services use.
 */
const BY_CLOUD_CODE: Readonly<Record<string, readonly [code: BceErrorCode, fits: Fits]>> = {
  AccessDenied: ["AccessDenied", one(401, 403)],
  AccountOverdue: ["AccountOverdue", refusal],
  OptInRequired: ["ServiceNotActivated", refusal],
  InvalidAccessKeyId: ["InvalidCredentials", refusal],
  SignatureDoesNotMatch: ["InvalidCredentials", refusal],
  InvalidHTTPAuthHeader: ["InvalidCredentials", refusal],
  InvalidSessionToken: ["InvalidCredentials", refusal],
  ExpiredToken: ["ExpiredToken", refusal],
  SecurityTokenExpired: ["ExpiredToken", refusal],
  TokenExpired: ["ExpiredToken", refusal],
  RequestExpired: ["ClockSkew", one(400, 403)],
  RequestTimeTooSkewed: ["ClockSkew", one(400, 403)],
  NoSuchBucket: ["NoSuchBucket", one(404)],
  BucketAlreadyExists: ["Conflict", refusal],
  BucketNotEmpty: ["Conflict", refusal],
  ObjectImmutable: ["Conflict", refusal],
  PreconditionFailed: ["Conflict", refusal],
  MalformedJSON: ["MalformedRequest", one(400)],
  InappropriateJSON: ["MalformedRequest", one(400)],
  InvalidEncryptionAlgorithm: ["InvalidAlgorithm", refusal],
  InvalidEncryptionKmsMkid: ["InvalidKmsKey", refusal],
  SlowDown: ["Throttled", failure],
  RequestRateLimit: ["Throttled", failure],
  RequestRateLimitExceeded: ["Throttled", failure],
  TooManyRequests: ["Throttled", failure],
  InternalError: ["ServerError", failure],
  ServiceUnavailable: ["ServerError", failure],
};

const BY_STATUS: Readonly<Record<number, BceErrorCode>> = {
  401: "InvalidCredentials",
  403: "AccessDenied",
  404: "NotFound",
  408: "Timeout",
  409: "Conflict",
  412: "Conflict",
  429: "Throttled",
  501: "InvalidRequest",
};

/** Statuses that answer for themselves whatever the body is: proxies send them with a page of HTML. */
const NEEDS_NO_BODY: ReadonlySet<number> = new Set([408, 429]);

/**
 * The calls that are made here succeed with 200, or 204 where there is nothing to tell. Any other 2xx has done something else, or
 * nothing yet: 202 is a promise, 203 a proxy's word or an upload's second half
 * (https://cloud.baidu.com/doc/BOS/s/Ajwvysfpl), 206 a part.
 */
export function isSuccess(status: number): boolean {
  return status === 200 || status === 204;
}

/** What the cloud says about a failure: `{"code", "message", "requestId"}`; undefined when the body is no such object. */
export interface CloudFault {
  /** The bucket that it names; no page says that it names any. */
  readonly bucket?: string;
  readonly code?: string;
  readonly message?: string;
  readonly requestId?: string;
}

export function parseCloudFault(body: string): CloudFault | undefined {
  const parsed = parseJson(body);
  return parsed.ok ? faultIn(parsed.value) : undefined;
}

/** The same of a body that is parsed already. */
export function faultIn(value: unknown): CloudFault | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const text = (name: string): Record<string, string> => {
    const found: unknown = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
    return typeof found === "string" && found !== "" ? { [name]: quote(found) } : {};
  };
  return { ...text("bucket"), ...text("code"), ...text("message"), ...text("requestId") };
}

/** What a request is about, for its errors. */
export function contextOf(request: BceRequest): BceErrorContext {
  const { operation, permission, bucket, key, origin } = request;
  return {
    operation,
    permission,
    bucket,
    key,
    host: URL.canParse(origin) ? new URL(origin).host : undefined,
  };
}

/** The error of an answer that is no success. `nowMs` is only read for a Retry-After that is a date. */
export function errorFromAnswer(request: BceRequest, response: BceResponse, nowMs: number): BceError {
  const { status, headers, body } = response;
  const fault = parseCloudFault(body);
  const { location } = headers;
  const retryAfterMs = parseRetryAfter(headers["retry-after"], nowMs);
  const details = {
    ...contextOf(request),
    status,
    cloudCode: fault?.code,
    requestId: requestIdOf(response, fault),
    retryAfterMs,
    reason: fault?.message === undefined ? undefined : `The cloud says: "${fault.message}".`,
  };
  if (status < 300 || status > 599) {
    const reason = `No call that is made here is answered with status ${status}.`;
    return new BceError("UnexpectedAnswer", { ...details, reason });
  }
  if (status < 400) {
    return location === undefined
      ? new BceError("UnexpectedAnswer", { ...details, reason: "It redirects to nowhere." })
      : new BceError("WrongRegion", { ...details, location: quote(location) });
  }
  if (fault === undefined && body.trim() !== "" && status < 500 && !NEEDS_NO_BODY.has(status)) {
    return new BceError("UnexpectedAnswer", { ...details, reason: `It begins "${quote(body)}".` });
  }
  const code = codeOf(status, fault?.code);
  if (code === "NoSuchBucket" && fault?.bucket !== undefined && fault.bucket !== request.bucket)
    return new BceError("UnexpectedAnswer", { ...details, reason: `It is about bucket "${fault.bucket}".` });
  return new BceError(code, details);
}

function codeOf(status: number, cloudCode: string | undefined): BceErrorCode {
  const [code, fits] =
    (cloudCode !== undefined && Object.hasOwn(BY_CLOUD_CODE, cloudCode) && BY_CLOUD_CODE[cloudCode]) || [];
  if (code !== undefined && fits?.(status) === true) return code;
  return BY_STATUS[status] ?? (status >= 500 ? "ServerError" : "InvalidRequest");
}

/** The request id, from the header that every answer of the cloud carries, else from the body. */
export function requestIdOf(response: BceResponse, fault?: CloudFault): string | undefined {
  const header = response.headers["x-bce-request-id"];
  return header === undefined || header === "" ? fault?.requestId : quote(header, 80);
}

/** Throws a BceError for every answer that is no success: neither 200 nor 204. */
export function checkAnswers(inner: Transport, now: Clock): Transport {
  return async (request, options) => {
    const response = await inner(request, options);
    if (!isSuccess(response.status)) throw errorFromAnswer(request, response, now());
    return response;
  };
}

/** Longest wait that is told apart, seconds: some thirty years. */
const LONGEST_S = 1e9;

/** Milliseconds that a `Retry-After` header asks to wait, given as seconds or as an HTTP date; undefined if it is neither. */
export function parseRetryAfter(value: string | undefined, nowMs: number): number | undefined {
  const text = value?.trim() ?? "";
  // However many digits: a number that is too large to be meant must not turn into no wait at all.
  if (/^\d+$/.test(text)) return Math.min(Number(text), LONGEST_S) * 1000;
  const dateMs = parseHttpDate(text);
  return dateMs === undefined ? undefined : Math.max(0, dateMs - nowMs);
}

/** `Wed, 21 Oct 2026 07:28:00 GMT` as milliseconds since 1970; undefined for anything else that `Date.parse` would take. */
export function parseHttpDate(value: string | undefined): number | undefined {
  if (value === undefined || !/^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(value))
    return undefined;
  const ms = Date.parse(value);
  return Number.isNaN(ms) ? undefined : ms;
}
