import type { MessageInitShape } from "@bufbuild/protobuf";
import type { ImportResourceState_Request, ImportResourceState_ResponseSchema } from "../gen/tfplugin6_pb.ts";
import { encodeState, findResource } from "./codec.ts";
import { bug, Failure } from "./failure.ts";
import { runConfigured } from "./run.ts";
import type { Session } from "./session.ts";

export async function importResourceState(
  session: Session,
  request: ImportResourceState_Request,
): Promise<MessageInitShape<typeof ImportResourceState_ResponseSchema>> {
  const { typeName } = request;
  const { value: importedResources = [], diagnostics } = await runConfigured(session, async (ctx) => {
    const resource = findResource(session, typeName);
    if (resource.importState === undefined) {
      throw new Failure("Resource cannot be imported", `The provider has no import for ${typeName}.`);
    }
    const state = await resource.importState(request.id, ctx);
    if (ctx.diagnostics.hasErrors()) return [];
    if (state === null) throw bug(`The import of ${typeName} gave no state, and did not say why.`);
    return [{ typeName, state: encodeState(resource.schema, state) }];
  });
  return { importedResources, diagnostics };
}
