// Terraform plugin protocol 6 in TypeScript: handshake, certificate, gRPC services, values, schemas, diagnostics, logs.
// Never here: anything of BOS, KMS or HTTP to a cloud; nothing of ours outside this folder is imported.
// Imported by lib/provider only.

export type { Diagnostic, Diagnostics } from "./diagnostics.ts";
export { createDiagnostics, errorDiagnostic, warningDiagnostic } from "./diagnostics.ts";
export type { LogFields, Logger, LoggerOptions, LogLevel } from "./log.ts";
export { createLogger } from "./log.ts";
export type {
  Change,
  ConfigureContext,
  ConfiguredContext,
  Context,
  CreateRequest,
  DataSourceDefinition,
  MoveSource,
  Plan,
  ProviderDefinition,
  ResourceDefinition,
  UpdateRequest,
} from "./provider.ts";
export type { Attribute, AttributeOptions } from "./schema/attribute.ts";
export { bool, list, map, number, object, set, string } from "./schema/attribute.ts";
export type { AttributeType } from "./schema/attribute-type.ts";
export type { Block, Schema, StateOf, ValuesOf } from "./schema/schema.ts";
export { defineBlock, defineSchema } from "./schema/schema.ts";
export type { Host, Program } from "./serve.ts";
export { serve } from "./serve.ts";
export type { AttributePath, PathStep } from "./values/path.ts";
export { formatPath } from "./values/path.ts";
export type { Unknown, Value } from "./values/value.ts";
export { isKnown, isUnknown, UNKNOWN } from "./values/value.ts";
