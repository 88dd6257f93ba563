// The words of an error: how its first sentence goes on, and what the reader should do next.

import { describeKnownRegions, KNOWN_REGIONS } from "../regions.ts";
import type { BceErrorCode } from "./codes.ts";
import type { BceErrorDetails } from "./details.ts";

/** @returns `verb` finishes "GetBucketEncryption of bucket X …"; `next` is one or more whole sentences, or empty. */
export function advice(code: BceErrorCode, details: BceErrorDetails): { verb: string; next: string } {
  const [verb, next] = ADVICE[code];
  return { verb, next: typeof next === "string" ? next : next(details) };
}

const TRY_AGAIN = "Try again later; if it persists, give the request id to Baidu AI Cloud's support.";

const ADVICE: Readonly<
  Record<BceErrorCode, readonly [verb: string, next: string | ((d: BceErrorDetails) => string)]>
> = {
  AccessDenied: ["was denied", grant],
  InvalidCredentials: [
    "was refused",
    "Check the access key, the secret key and, for temporary credentials, the session token: all three must belong together and still be valid.",
  ],
  ExpiredToken: ["was refused", "Get new temporary credentials and run again."],
  ClockSkew: ["was refused", skew],
  ServiceNotActivated: [
    "was refused",
    "Activate the service for this account in the console of Baidu AI Cloud.",
  ],
  AccountOverdue: ["was refused", "Settle the account's balance in the console of Baidu AI Cloud."],
  NoSuchBucket: [
    "failed",
    "Check the bucket's name and region, and that the access key is of the account that owns it.",
  ],
  NotFound: ["failed", "Check the name, the region and the endpoint."],
  Conflict: [
    "failed",
    "Somebody else may be changing the same thing: look at its present state and run again.",
  ],
  MalformedRequest: [
    "was refused",
    "BOS rejected a field of the request. The endpoint may be an older version or a different product.",
  ],
  InvalidKmsKey: [
    "was refused",
    "Check that the KMS key exists in the bucket's region, is enabled and symmetric, and that KMS is activated for the account.",
  ],
  InvalidAlgorithm: ["was refused", "Use AES256, or SM4 where the region offers it."],
  InvalidRequest: ["was refused", ""],
  WrongRegion: ["was redirected", redirect],
  Throttled: ["was throttled", slowDown],
  ServerError: ["failed", TRY_AGAIN],
  UnexpectedAnswer: [
    "got an answer that is not the API's",
    "Check the endpoint, and whether a proxy or a login page answers in place of the service.",
  ],
  Unreachable: ["could not reach the service", unreachable],
  Timeout: [
    "timed out",
    "Check the network and the proxy settings (HTTPS_PROXY, NO_PROXY), or allow more time.",
  ],
  ConnectionLost: [
    "lost its connection",
    "Check the network and the proxy settings (HTTPS_PROXY, NO_PROXY), then run again.",
  ],
  TlsFailure: [
    "could not trust the connection",
    "If a proxy or a private deployment has a certificate authority of its own, name its certificate in NODE_EXTRA_CA_CERTS.",
  ],
  Cancelled: ["was cancelled", ""],
  InvalidConfiguration: ["was not sent", ""],
  Internal: ["failed on a fault of this program", "Please report it with this message."],
};

function grant({ operation, permission }: BceErrorDetails): string {
  const needed = permission ?? operation;
  const what = needed === undefined ? "the permission it needs" : `the permission ${needed}`;
  return `Grant ${what} to the access key's user or role, in its policy or in the bucket's.`;
}

function skew({ clockOffsetMs }: BceErrorDetails): string {
  if (clockOffsetMs === undefined)
    return "Set this machine's clock: the service answered that the request's time is too far from its own.";
  const seconds = Math.round(Math.abs(clockOffsetMs) / 1000);
  const direction = clockOffsetMs > 0 ? "behind" : "ahead of";
  return `This machine's clock is ${seconds} s ${direction} the service's, and a corrected request was refused too. Set the clock.`;
}

function slowDown({ retryAfterMs }: BceErrorDetails): string {
  const asked =
    retryAfterMs === undefined ? "" : `The cloud asks to wait ${Math.ceil(retryAfterMs / 1000)} s. `;
  return `${asked}Run fewer requests at once, or try again later.`;
}

function redirect({ location }: BceErrorDetails): string {
  const where = location === undefined ? "" : ` It points to ${location}.`;
  return `Redirects are not followed.${where} Check the region: the bucket is most likely in another one.`;
}

function unreachable({ host, proxy }: BceErrorDetails): string {
  const region =
    host === undefined ? undefined : /(?:^|\.)([^.]+)\.(?:bcebos|baidubce)\.com$/.exec(host)?.[1];
  const misspelt =
    region === undefined || Object.hasOwn(KNOWN_REGIONS, region)
      ? ""
      : `"${region}" is not a region known here, so it may be misspelt; known are ${describeKnownRegions()}.`;
  if (proxy !== undefined)
    return `Check the proxy (HTTPS_PROXY, HTTP_PROXY), or name the host in NO_PROXY to go past it. ${misspelt}`.trim();
  return misspelt || "Check the endpoint, the network and the proxy settings (HTTPS_PROXY, NO_PROXY).";
}
