// What BOS and KMS share: signature (bce-auth-v1), transport, retry, clock correction, endpoints, credentials, errors.
// Never here: what a call means, or anything about encryption. The only folder with undici.
// lib/bos and lib/kms may import it; everybody else goes through their doors.

export { type BceClient, type BceClientOptions, createBceClient } from "./client.ts";
export {
  addressOf,
  type Endpoint,
  type EndpointIssue,
  type EndpointOptions,
  type ResolvedEndpoint,
  requireSoundEndpoint,
  resolveEndpoint,
} from "./endpoint.ts";
export { readJsonObject, requireNoBody, unexpectedAnswer } from "./errors/answer-body.ts";
export { BceError } from "./errors/bce-error.ts";
export type { BceErrorCode } from "./errors/codes.ts";
export { type BceErrorContext, type BceErrorDetails, quote } from "./errors/details.ts";
export type { BceEvent, OnEvent } from "./events.ts";
export type { BceAnswer, BceRequest, BceResponse, QueryPair, SendOptions, Transport } from "./message.ts";
export {
  UNENCRYPTED_RISK,
  unencryptedWay,
  VERIFICATION_SWITCH,
  verificationOff,
} from "./protection.ts";
export { KNOWN_REGIONS } from "./regions.ts";
export { DEFAULT_RETRY_LIMITS, type RetryLimits, retryWaitMs } from "./retry.ts";
export type { Clock, Sleep } from "./time.ts";
