// What BOS and KMS share: signature (bce-auth-v1), transport, retry, clock correction, endpoints, credentials, errors.
// Must not hold: what a call means, or anything about encryption. The only folder with undici.

export { type BceClientOptions, createBceClient } from "./client.ts";
export {
  addressOf,
  requireSoundEndpoint,
} from "./endpoint.ts";
export { readJsonObject, requireNoBody, unexpectedAnswer } from "./errors/answer-body.ts";
export { BceError } from "./errors/bce-error.ts";
export type { BceErrorCode } from "./errors/codes.ts";
export { quote } from "./errors/details.ts";
export type { BceEvent } from "./events.ts";
export type { BceAnswer, BceRequest } from "./message.ts";
export {
  UNENCRYPTED_RISK,
  unencryptedWay,
  VERIFICATION_SWITCH,
  verificationOff,
} from "./protection.ts";

export { DEFAULT_RETRY_LIMITS, type RetryLimits, retryWaitMs } from "./retry.ts";
