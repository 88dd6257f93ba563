import type { MessageInitShape } from "@bufbuild/protobuf";
import type { Context } from "../definition/resource.ts";
import type {
  ValidateDataResourceConfig_Request,
  ValidateDataResourceConfig_ResponseSchema,
  ValidateListResourceConfig_Request,
  ValidateListResourceConfig_ResponseSchema,
  ValidateProviderConfig_Request,
  ValidateProviderConfig_ResponseSchema,
  ValidateResourceConfig_Request,
  ValidateResourceConfig_ResponseSchema,
} from "../gen/tfplugin6_pb.ts";
import { missingRequired } from "../schema/checks.ts";
import type { Schema, ValuesOf } from "../schema/schema.ts";
import type { DynamicValue } from "../values/dynamic-value.ts";
import {
  decodeConfig,
  decodeValues,
  findDataSource,
  findListResource,
  findResource,
  nullValues,
} from "./codec.ts";
import { run } from "./run.ts";
import type { Session } from "./session.ts";

// Four RPCs, one work: provider, resource, data source and list differ only in where the schema is found.

export async function validateProviderConfig(
  session: Session,
  request: ValidateProviderConfig_Request,
): Promise<MessageInitShape<typeof ValidateProviderConfig_ResponseSchema>> {
  const { diagnostics } = await run(session, (ctx) => validate(session.provider, request.config, ctx));
  return { diagnostics };
}

export async function validateResourceConfig(
  session: Session,
  request: ValidateResourceConfig_Request,
): Promise<MessageInitShape<typeof ValidateResourceConfig_ResponseSchema>> {
  const { diagnostics } = await run(session, (ctx) =>
    validate(findResource(session, request.typeName), request.config, ctx),
  );
  return { diagnostics };
}

export async function validateDataResourceConfig(
  session: Session,
  request: ValidateDataResourceConfig_Request,
): Promise<MessageInitShape<typeof ValidateDataResourceConfig_ResponseSchema>> {
  const { diagnostics } = await run(session, (ctx) =>
    validate(findDataSource(session, request.typeName), request.config, ctx),
  );
  return { diagnostics };
}

export async function validateListResourceConfig(
  session: Session,
  request: ValidateListResourceConfig_Request,
): Promise<MessageInitShape<typeof ValidateListResourceConfig_ResponseSchema>> {
  const { diagnostics } = await run(session, (ctx) =>
    validate(
      findListResource(session, request.typeName),
      request.config,
      ctx,
      (shape, message) => decodeValues(shape, message) ?? nullValues(shape),
    ),
  );
  return { diagnostics };
}

interface Validated {
  readonly schema: Schema;
  validate?(config: ValuesOf<Schema>, ctx: Context): Promise<void> | void;
}

async function validate(
  definition: Validated,
  message: DynamicValue | undefined,
  ctx: Context,
  decode = decodeConfig,
): Promise<void> {
  const config = decode(definition.schema, message);
  const missing = missingRequired(definition.schema, config);
  ctx.diagnostics.add(...missing);
  if (missing.length === 0) await definition.validate?.(config, ctx);
}
