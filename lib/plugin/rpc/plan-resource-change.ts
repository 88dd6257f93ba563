import type { MessageInitShape } from "@bufbuild/protobuf";
import type { PlanResourceChange_Request, PlanResourceChange_ResponseSchema } from "../gen/tfplugin6_pb.ts";
import type { Change } from "../provider.ts";
import type { Schema } from "../schema/schema.ts";
import { decodeConfig, decodeState, decodeValues, encodeValues, findResource, NO_VALUE } from "./codec.ts";
import { pathToProto } from "./diagnostics-to-proto.ts";
import { bug } from "./failure.ts";
import { runConfigured } from "./run.ts";
import type { Session } from "./session.ts";

/** Plans a create, an update or a destroy. Private bytes go on to the apply as they came. */
export async function planResourceChange(
  session: Session,
  request: PlanResourceChange_Request,
): Promise<MessageInitShape<typeof PlanResourceChange_ResponseSchema>> {
  const { value, diagnostics } = await runConfigured(session, async (ctx) => {
    const resource = findResource(session, request.typeName);
    const change = decodeChange(resource.schema, request);
    const { planned, requiresReplace = [] } = await resource.plan(change, ctx);
    if (change.kind === "destroy") return { plannedState: NO_VALUE };
    if (planned === null && !ctx.diagnostics.hasErrors()) {
      throw bug(`It planned nothing for the ${change.kind} of ${request.typeName}, and did not say why.`);
    }
    return {
      plannedState: encodeValues(resource.schema, planned),
      requiresReplace: requiresReplace.map(pathToProto),
    };
  });
  return { plannedState: NO_VALUE, ...value, diagnostics, plannedPrivate: request.priorPrivate };
}

function decodeChange(schema: Schema, request: PlanResourceChange_Request): Change<Schema> {
  const prior = decodeState(schema, request.priorState);
  const proposed = decodeValues(schema, request.proposedNewState);
  if (proposed === null) {
    if (prior === null) throw bug("Terraform asked for a plan from nothing to nothing.");
    return { kind: "destroy", prior, proposed, config: null };
  }
  const config = decodeConfig(schema, request.config);
  return prior === null
    ? { kind: "create", prior, proposed, config }
    : { kind: "update", prior, proposed, config };
}
