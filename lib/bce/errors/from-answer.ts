// Answers that are not a success, in our own words: first by the cloud's code, then by status.

import type { BceRequest, BceResponse } from "../message.ts";
import { parseRetryAfter } from "../retry/retry-after.ts";
import { BceError } from "./bce-error.ts";
import type { BceErrorCode } from "./codes.ts";
import type { BceErrorContext } from "./details.ts";
import { quote } from "./quote.ts";

/**
 * The cloud's codes (bos-api reference, "Errors"). How an expired session token is answered is documented nowhere;
 * the four names beginning at `ExpiredToken` are those that like services use.
 */
const BY_CLOUD_CODE: Readonly<Record<string, BceErrorCode>> = {
  AccessDenied: "AccessDenied",
  AccountOverdue: "AccountOverdue",
  OptInRequired: "ServiceNotActivated",
  InvalidAccessKeyId: "InvalidCredentials",
  SignatureDoesNotMatch: "InvalidCredentials",
  InvalidHTTPAuthHeader: "InvalidCredentials",
  ExpiredToken: "ExpiredToken",
  InvalidSessionToken: "ExpiredToken",
  SecurityTokenExpired: "ExpiredToken",
  TokenExpired: "ExpiredToken",
  RequestExpired: "ClockSkew",
  RequestTimeTooSkewed: "ClockSkew",
  NoSuchBucket: "NoSuchBucket",
  BucketAlreadyExists: "Conflict",
  BucketNotEmpty: "Conflict",
  PreconditionFailed: "Conflict",
  MalformedJSON: "MalformedRequest",
  InappropriateJSON: "MalformedRequest",
  InvalidEncryptionAlgorithm: "InvalidAlgorithm",
  InvalidEncryptionKmsMkid: "InvalidKmsKey",
  SlowDown: "Throttled",
  RequestRateLimit: "Throttled",
  TooManyRequests: "Throttled",
  InternalError: "ServerError",
  ServiceUnavailable: "ServerError",
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

export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/** What the cloud says about a failure: `{"code", "message", "requestId"}`; undefined when the body is no such object. */
export type CloudFault = {
  readonly code?: string;
  readonly message?: string;
  readonly requestId?: string;
};

export function parseCloudFault(body: string): CloudFault | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return undefined;
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return undefined;
  const text = (name: string): Record<string, string> => {
    const value: unknown = (parsed as Record<string, unknown>)[name];
    return typeof value === "string" && value !== "" ? { [name]: quote(value) } : {};
  };
  return { ...text("code"), ...text("message"), ...text("requestId") };
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

/** The error of an answer that is not 2xx. `nowMs` is only read for a Retry-After that is a date. */
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
  if (status >= 300 && status < 400) {
    return location === undefined
      ? new BceError("UnexpectedAnswer", { ...details, reason: "It redirects to nowhere." })
      : new BceError("WrongRegion", { ...details, location: quote(location) });
  }
  if (fault === undefined && body.trim() !== "" && status < 500 && !NEEDS_NO_BODY.has(status)) {
    return new BceError("UnexpectedAnswer", { ...details, reason: `It begins "${quote(body)}".` });
  }
  return new BceError(codeOf(status, fault?.code), details);
}

function codeOf(status: number, cloudCode: string | undefined): BceErrorCode {
  const byCloudCode =
    cloudCode !== undefined && Object.hasOwn(BY_CLOUD_CODE, cloudCode) ? BY_CLOUD_CODE[cloudCode] : undefined;
  if (byCloudCode !== undefined) return byCloudCode;
  return BY_STATUS[status] ?? (status >= 500 ? "ServerError" : "InvalidRequest");
}

/** The request id, from the header that every answer of the cloud carries, else from the body. */
export function requestIdOf(response: BceResponse, fault?: CloudFault): string | undefined {
  const header = response.headers["x-bce-request-id"];
  return header === undefined || header === "" ? fault?.requestId : quote(header, 80);
}
