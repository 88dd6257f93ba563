// BOS and KMS on loopback: strict about signatures, with faults on request. A public entry of the npm package.
// Must not hold: a runtime dependency, a module of another folder (the signer above all), anything kept on disk.

export type { AclGrant, BucketLogging, BucketWebsite, ReplicationRule } from "./bucket-uses.ts";
export type { Actor, EncryptionChange, KeyChange } from "./changes.ts";
export type { Emulator, EmulatorOptions } from "./emulator.ts";
export type {
  ChangingFault,
  DecidingFault,
  Fault,
  FaultHandle,
  FaultMoment,
  FaultTarget,
} from "./faults/fault.ts";
export type { JsonObject, JsonValue } from "./json.ts";
export {
  type KeyMetadata,
  type KeyOptions,
  type KmsKeyCheck,
  type KmsService,
  kmsKeyChecks,
  kmsServices,
} from "./keys.ts";
export { type EncryptionPermission, type Profile, profiles } from "./profile.ts";
export type { RequestRecord } from "./requests.ts";
export { isBucketName } from "./route/address.ts";
export type { OperationName } from "./route/operations.ts";
export { type EncryptionFields, type EncryptionMethod, type OffAnswer, offAnswers } from "./setting.ts";
export type { Credentials } from "./signature/verify.ts";
export { startEmulator } from "./start.ts";
