import { isDeepStrictEqual } from "node:util";
import type { MessageInitShape } from "@bufbuild/protobuf";
import type { Change } from "../definition/resource.ts";
import type { PlanResourceChange_Request, PlanResourceChange_ResponseSchema } from "../gen/tfplugin6_pb.ts";
import type { Schema } from "../schema/schema.ts";
import { type AttributePath, valueAt } from "../values/path.ts";
import type { Value } from "../values/value.ts";
import { decodeConfig, decodeState, decodeValues, encodeValues, findResource, NO_VALUE } from "./codec.ts";
import { pathToProto } from "./diagnostics-to-proto.ts";
import { bug } from "./failure.ts";
import { identityFor } from "./identity.ts";
import { readRemembered } from "./remembered.ts";
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
      // What replaces it is planned next and on its own, as a create, and gets its identity there.
      ...(!replaces(change, planned, requiresReplace) && {
        plannedIdentity: identityFor(
          resource,
          planned,
          change.prior === null ? undefined : request.priorIdentity,
        ),
      }),
    };
  });
  return {
    plannedState: NO_VALUE,
    plannedIdentity: request.priorIdentity,
    ...value,
    diagnostics,
    plannedPrivate: request.priorPrivate,
  };
}

function decodeChange(schema: Schema, request: PlanResourceChange_Request): Change<Schema> {
  const prior = decodeState(schema, request.priorState);
  const proposed = decodeValues(schema, request.proposedNewState);
  const remembered = readRemembered(request.priorPrivate);
  if (proposed === null) {
    if (prior === null) throw bug("Terraform asked for a plan from nothing to nothing.");
    return { kind: "destroy", prior, proposed, config: null, remembered };
  }
  const config = decodeConfig(schema, request.config);
  return prior === null
    ? { kind: "create", prior, proposed, config }
    : { kind: "update", prior, proposed, config, remembered };
}

function replaces(change: Change<Schema>, planned: Value, paths: readonly AttributePath[]): boolean {
  return (
    change.kind === "update" &&
    paths.some((path) => !isDeepStrictEqual(valueAt(change.prior, path), valueAt(planned, path)))
  );
}
