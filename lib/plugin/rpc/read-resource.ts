import type { MessageInitShape } from "@bufbuild/protobuf";
import type { ReadResource_Request, ReadResource_ResponseSchema } from "../gen/tfplugin6_pb.ts";
import { decodeState, encodeState, findResource, NO_VALUE } from "./codec.ts";
import { identityFor } from "./identity.ts";
import { runConfigured } from "./run.ts";
import type { Session } from "./session.ts";

/** Refresh. A failed read leaves the state as it was: what cannot be read is not gone. Private bytes go back as they came. */
export async function readResource(
  session: Session,
  request: ReadResource_Request,
): Promise<MessageInitShape<typeof ReadResource_ResponseSchema>> {
  const { value, diagnostics } = await runConfigured(session, async (ctx) => {
    const resource = findResource(session, request.typeName);
    const state = decodeState(resource.schema, request.currentState);
    if (state === null) return undefined;
    const read = await resource.read(state, ctx);
    if (ctx.diagnostics.hasErrors()) return undefined;
    return {
      newState: encodeState(resource.schema, read),
      newIdentity: identityFor(resource, read, request.currentIdentity),
    };
  });
  return {
    newState: value?.newState ?? request.currentState ?? NO_VALUE,
    newIdentity: value?.newIdentity ?? request.currentIdentity,
    diagnostics,
    private: request.private,
  };
}
