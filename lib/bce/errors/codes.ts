/**
 * Why a call failed, as one closed set; match on this and never on a message.
 *
 * - `AccessDenied`: known to the cloud, but not allowed to do this.
 * - `InvalidCredentials`: unknown access key, or a signature that does not match its secret.
 * - `ExpiredToken`: a session token past its time.
 * - `ClockSkew`: the cloud refuses our clock, even after correction; retryable for a write that was not sent again after it.
 * - `ServiceNotActivated`, `AccountOverdue`: the account cannot use the service.
 * - `NoSuchBucket`: the cloud said so in words; any other 404 is `NotFound`.
 * - `Conflict`: 409 and 412.
 * - `MalformedRequest`: the JSON body was refused.
 * - `InvalidKmsKey`, `InvalidAlgorithm`: the encryption asked for was refused.
 * - `InvalidRequest`: any other 4xx, and 501.
 * - `WrongRegion`: a redirect to another host, which is kept in `location` and never followed.
 * - `Throttled`, `ServerError`: 429 and SlowDown; 5xx.
 * - `UnexpectedAnswer`: not an answer of this API: HTML, wrong JSON, nothing where something is due, too large, a success that holds an error.
 * - `Unreachable`: no connection: name unknown, refused, no route, proxy refuses.
 * - `Timeout`, `ConnectionLost`: silence, or a connection cut (also in the middle of the body). Whether the cloud acted is unknown.
 * - `TlsFailure`: the certificate or the handshake.
 * - `Cancelled`: by the caller's signal, or the client was closed.
 * - `InvalidConfiguration`: our settings are wrong; nothing was sent.
 * - `Internal`: a fault of this program.
 */
export type BceErrorCode =
  | "AccessDenied"
  | "InvalidCredentials"
  | "ExpiredToken"
  | "ClockSkew"
  | "ServiceNotActivated"
  | "AccountOverdue"
  | "NoSuchBucket"
  | "NotFound"
  | "Conflict"
  | "MalformedRequest"
  | "InvalidKmsKey"
  | "InvalidAlgorithm"
  | "InvalidRequest"
  | "WrongRegion"
  | "Throttled"
  | "ServerError"
  | "UnexpectedAnswer"
  | "Unreachable"
  | "Timeout"
  | "ConnectionLost"
  | "TlsFailure"
  | "Cancelled"
  | "InvalidConfiguration"
  | "Internal";

/**
 * Whether trying again may help, by code: the one table that decides it. A silence or a cut connection is tried again
 * too: all calls of this project but one are idempotent. A single error may say otherwise (`retryable` of its details);
 * a write is only ever tried again after a new look (lib/reconcile/attempts.ts).
 */
export const RETRYABLE: Readonly<Record<BceErrorCode, boolean>> = {
  AccessDenied: false,
  InvalidCredentials: false,
  ExpiredToken: false,
  ClockSkew: false,
  ServiceNotActivated: false,
  AccountOverdue: false,
  NoSuchBucket: false,
  NotFound: false,
  Conflict: false,
  MalformedRequest: false,
  InvalidKmsKey: false,
  InvalidAlgorithm: false,
  InvalidRequest: false,
  WrongRegion: false,
  Throttled: true,
  ServerError: true,
  UnexpectedAnswer: false,
  Unreachable: true,
  Timeout: true,
  ConnectionLost: true,
  TlsFailure: false,
  Cancelled: false,
  InvalidConfiguration: false,
  Internal: false,
};

/**
 * Whether a service fails so in passing: a while later it may be gone. An endpoint that cannot be reached at all is tried again
 * too, but it is mostly a setting that is wrong.
 */
export const isPassing = (code: BceErrorCode): boolean => RETRYABLE[code] && code !== "Unreachable";

/** Failures after which nobody knows whether the cloud acted on the request. */
const UNCLEAR: ReadonlySet<BceErrorCode> = new Set([
  "Timeout",
  "ConnectionLost",
  "ServerError",
  "UnexpectedAnswer",
]);

export function isUnclear(code: BceErrorCode): boolean {
  return UNCLEAR.has(code);
}
