import type { MessageInitShape } from "@bufbuild/protobuf";
import type { MoveResourceState_Request, MoveResourceState_ResponseSchema } from "../gen/tfplugin6_pb.ts";
import { parseJson } from "../values/dynamic-value.ts";
import { encodeState, findResource, NO_VALUE } from "./codec.ts";
import { Failure } from "./failure.ts";
import { identityFor } from "./identity.ts";
import { run } from "./run.ts";
import type { Session } from "./session.ts";

/** A `moved` block from another resource type, perhaps of another provider. Private bytes of the source mean nothing here. */
export async function moveResourceState(
  session: Session,
  request: MoveResourceState_Request,
): Promise<MessageInitShape<typeof MoveResourceState_ResponseSchema>> {
  const { value, diagnostics } = await run(session, async (ctx) => {
    const target = findResource(session, request.targetTypeName);
    const source = {
      providerAddress: request.sourceProviderAddress,
      typeName: request.sourceTypeName,
      schemaVersion: Number(request.sourceSchemaVersion),
      state: parseJson(request.sourceState?.json ?? new Uint8Array()),
    };
    const state = (await target.moveState?.(source, ctx)) ?? null;
    if (ctx.diagnostics.hasErrors()) return undefined;
    if (state === null) {
      throw new Failure(
        "State cannot be moved",
        `The provider does not know how to make a ${request.targetTypeName} of a ${source.typeName} of ${source.providerAddress}. Use a removed block and an import block instead.`,
      );
    }
    return { targetState: encodeState(target.schema, state), targetIdentity: identityFor(target, state) };
  });
  return { targetState: NO_VALUE, ...value, diagnostics };
}
