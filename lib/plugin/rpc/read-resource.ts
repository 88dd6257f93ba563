import type { MessageInitShape } from "@bufbuild/protobuf";
import type { ReadResource_Request, ReadResource_ResponseSchema } from "../gen/tfplugin6_pb.ts";
import { decodeState, encodeState, findResource, NO_VALUE } from "./codec.ts";
import { runConfigured } from "./run.ts";
import type { Session } from "./session.ts";

/** Refresh. A failed read leaves the state as it was: what cannot be read is not gone. Private bytes go back as they came. */
export async function readResource(
  session: Session,
  request: ReadResource_Request,
): Promise<MessageInitShape<typeof ReadResource_ResponseSchema>> {
  const { value: newState, diagnostics } = await runConfigured(session, async (ctx) => {
    const resource = findResource(session, request.typeName);
    const state = decodeState(resource.schema, request.currentState);
    if (state === null) return NO_VALUE;
    const read = await resource.read(state, ctx);
    return ctx.diagnostics.hasErrors() ? undefined : encodeState(resource.schema, read);
  });
  return { newState: newState ?? request.currentState ?? NO_VALUE, diagnostics, private: request.private };
}
