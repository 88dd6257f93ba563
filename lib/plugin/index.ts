// Terraform plugin protocol 6 in TypeScript: handshake, certificate, gRPC services, values, schemas, diagnostics, logs.
// Must not hold: anything of BOS, KMS or HTTP to a cloud.

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
  ImportSource,
  MoveSource,
  Plan,
  ResourceDefinition,
  ResourceIdentity,
  UpdateRequest,
} from "./definition/resource.ts";

export type { Diagnostics } from "./diagnostics.ts";
export { createDiagnostics, errorDiagnostic, warningDiagnostic } from "./diagnostics.ts";
export type { LogFields, Logger, LogLevel } from "./log.ts";
export { createLogger } from "./log.ts";
export {
  type Attribute,
  type AttributeType,
  bool,
  list,
  map,
  number,
  object,
  set,
  string,
} from "./schema/attribute.ts";

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
export type { Host } from "./serve.ts";
export { serve } from "./serve.ts";
export {
  type AttributePath,
  isKnown,
  isUnknown,
  UNKNOWN,
  type Unknown,
  type Value,
} from "./values/value.ts";
