// Terraform plugin protocol 6 in TypeScript: handshake, certificate, gRPC services, values, schemas, diagnostics, logs.
// Never here: anything of BOS, KMS or HTTP to a cloud; nothing of ours outside this folder is imported.
// Imported by lib/provider only.

export type {
  DataSourceDefinition,
  ListedResource,
  ListOptions,
  ListResourceDefinition,
  ProviderDefinition,
} from "./definition/provider.ts";
export type {
  Change,
  ConfigureContext,
  ConfiguredContext,
  Context,
  CreateRequest,
  DeleteRequest,
  FirstPlan,
  ImportSource,
  MoveSource,
  Plan,
  ResourceDefinition,
  ResourceIdentity,
  UpdateRequest,
} from "./definition/resource.ts";

export type { Diagnostic, Diagnostics } from "./diagnostics.ts";
export { createDiagnostics, errorDiagnostic, warningDiagnostic } from "./diagnostics.ts";
export type { LogFields, Logger, LoggerOptions, LogLevel } from "./log.ts";
export { createLogger } from "./log.ts";
export {
  type Attribute,
  type AttributeOptions,
  type AttributeType,
  bool,
  list,
  map,
  number,
  object,
  set,
  string,
} from "./schema/attribute.ts";
export type { IdentityAttribute, IdentityOf, IdentitySchema } from "./schema/identity.ts";
export { defineIdentity } from "./schema/identity.ts";
export {
  type Block,
  configOf,
  defineBlock,
  defineSchema,
  type Schema,
  type StateOf,
  type ValuesOf,
} from "./schema/schema.ts";

export { checkTimeouts, defineTimeouts, timeoutOf } from "./schema/timeouts.ts";
export type { Host, Program } from "./serve.ts";
export { serve } from "./serve.ts";
export {
  type AttributePath,
  formatPath,
  isKnown,
  isUnknown,
  type PathStep,
  UNKNOWN,
  type Unknown,
  type Value,
} from "./values/value.ts";
