import type { MessageInitShape } from "@bufbuild/protobuf";
import type { AnyResource } from "../definition/provider.ts";
import type { Context } from "../definition/resource.ts";

import type {
  UpgradeResourceState_Request,
  UpgradeResourceState_ResponseSchema,
} from "../gen/tfplugin6_pb.ts";
import { valueType } from "../schema/attribute.ts";
import { type DynamicValue, decodeStoredState, encodeValue, parseJson } from "../values/dynamic-value.ts";
import { encodeState, findResource, NO_VALUE } from "./codec.ts";
import { Failure } from "./failure.ts";
import { run } from "./run.ts";
import type { Session } from "./session.ts";

/** Brings a stored state into today's form. Terraform asks this of every state that it reads, also of those of today's version. */
export async function upgradeResourceState(
  session: Session,
  request: UpgradeResourceState_Request,
): Promise<MessageInitShape<typeof UpgradeResourceState_ResponseSchema>> {
  const { value: upgradedState = NO_VALUE, diagnostics } = await run(session, (ctx) =>
    upgrade(findResource(session, request.typeName), request, ctx),
  );
  return { upgradedState, diagnostics };
}

async function upgrade(
  resource: AnyResource<unknown>,
  request: UpgradeResourceState_Request,
  ctx: Context,
): Promise<DynamicValue> {
  const { schema } = resource;
  const json = request.rawState?.json ?? new Uint8Array();
  const version = Number(request.version);
  if (json.length === 0) {
    throw new Failure(
      "State is too old",
      "It was written by Terraform 0.11 or older. Apply once with Terraform 0.12, or import the resource again.",
    );
  }
  if (version > schema.version) {
    throw new Failure(
      "State is newer than the provider",
      `The state of this ${request.typeName} was written by a newer version of the provider (schema ${version}, this one knows ${schema.version}): upgrade the provider.`,
    );
  }
  if (version === schema.version) {
    const type = valueType(schema);
    return encodeValue(type, decodeStoredState(type, json));
  }
  if (resource.upgradeState === undefined) {
    throw new Failure(
      "State cannot be upgraded",
      `The state of this ${request.typeName} has schema ${version}, and this version of the provider reads only schema ${schema.version}. Apply once with an older version of the provider, or import the resource again.`,
    );
  }
  return encodeState(schema, await resource.upgradeState(version, parseJson(json), ctx));
}
