// Terraform plugin protocol 6 in TypeScript: handshake, certificate, gRPC services, values, schemas, diagnostics, logs.
// Never here: anything of BOS, KMS or HTTP to a cloud; nothing of ours outside this folder is imported.
// Imported by lib/provider only.

export type { ConfigureContext, ConfiguredContext, Context } from "./definition/context.ts";
export type { DataSourceDefinition } from "./definition/data-source.ts";
export type { ListedResource, ListOptions, ListResourceDefinition } from "./definition/list-resource.ts";
export type { ProviderDefinition } from "./definition/provider.ts";
export type {
  Change,
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
export type { Attribute, AttributeOptions } from "./schema/attribute.ts";
export { bool, list, map, number, object, set, string } from "./schema/attribute.ts";
export type { AttributeType } from "./schema/attribute-type.ts";
export { configOf } from "./schema/config-of.ts";
export type { IdentityAttribute, IdentityOf, IdentitySchema } from "./schema/identity.ts";
export { defineIdentity } from "./schema/identity.ts";
export type { Block, Schema, StateOf, ValuesOf } from "./schema/schema.ts";
export { defineBlock, defineSchema } from "./schema/schema.ts";
export { checkTimeouts, defineTimeouts, timeoutOf } from "./schema/timeouts.ts";
export type { Host, Program } from "./serve.ts";
export { serve } from "./serve.ts";
export type { AttributePath, PathStep } from "./values/path.ts";
export { formatPath } from "./values/path.ts";
export type { Unknown, Value } from "./values/value.ts";
export { isKnown, isUnknown, UNKNOWN } from "./values/value.ts";
