// What BOS and KMS share: signature (bce-auth-v1), transport, retry, clock correction, endpoints, credentials, errors.
// Never here: what a call means, or anything about encryption. The only folder with undici.
// lib/bos and lib/kms may import it; everybody else goes through their doors.

export { checkEndpoint, unlessEmpty } from "../settings/index.ts";
export { type BceClient, type BceClientOptions, createBceClient } from "./client.ts";
export type { Clock, Sleep } from "./clock.ts";
export {
  type CredentialField,
  type CredentialIssue,
  type CredentialOptions,
  type Credentials,
  type ResolvedCredentials,
  resolveCredentials,
} from "./credentials.ts";
export {
  addressOf,
  type Endpoint,
  type EndpointIssue,
  type EndpointOptions,
  KNOWN_REGIONS,
  type ResolvedEndpoint,
  requireSoundEndpoint,
  resolveEndpoint,
} from "./endpoint.ts";
export { quote, readJsonObject, requireNoBody, unexpectedAnswer } from "./errors/answer-body.ts";
export { BceError, type BceErrorContext, type BceErrorDetails } from "./errors/bce-error.ts";
export type { BceErrorCode } from "./errors/codes.ts";
export type { BceEvent, OnEvent } from "./events.ts";
export type { BceAnswer, BceRequest, BceResponse, QueryPair, SendOptions, Transport } from "./message.ts";
export {
  UNENCRYPTED_RISK,
  unencryptedWay,
  VERIFICATION_SWITCH,
  verificationOff,
} from "./protection.ts";
export { DEFAULT_RETRY_LIMITS, type RetryLimits, retryWaitMs } from "./retry.ts";
export { readSwitch, type Switch } from "./switch.ts";
