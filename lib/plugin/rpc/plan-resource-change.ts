import { isDeepStrictEqual } from "node:util";
import type { MessageInitShape } from "@bufbuild/protobuf";
import type { Change, FirstPlan } from "../definition/resource.ts";
import type { PlanResourceChange_Request, PlanResourceChange_ResponseSchema } from "../gen/tfplugin6_pb.ts";
import type { Schema } from "../schema/schema.ts";
import { type AttributePath, type Value, valueAt } from "../values/value.ts";

import { decodeConfig, decodeState, decodeValues, encodeValues, findResource, NO_VALUE } from "./codec.ts";
import { bug, pathToProto } from "./failure.ts";

import { identityFor } from "./identity.ts";
import { readPlanned, readRemembered, writePlanned } from "./private-bytes.ts";
import { runConfigured } from "./run.ts";
import type { Session } from "./session.ts";

/**
 * Plans a create, an update or a destroy. The state's private bytes go on to the apply as they came, beside the mark that
 * the handler gives its plan.
 */
export async function planResourceChange(
  session: Session,
  request: PlanResourceChange_Request,
): Promise<MessageInitShape<typeof PlanResourceChange_ResponseSchema>> {
  const { kept } = readPlanned(request.priorPrivate);
  const { value, diagnostics } = await runConfigured(session, async (ctx) => {
    const resource = findResource(session, request.typeName);
    const change = decodeChange(resource.schema, request);
    const { planned, requiresReplace = [], mark } = await resource.plan(change, ctx);
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
          change.prior === null ? "same" : "may move on",
        ),
      }),
      // Where Terraform forwards them, no plan leaves them empty: that is how the plan inside the apply is told from the first one.
      ...((mark !== undefined || forwardsPlanned(request)) && {
        plannedPrivate: writePlanned({ kept, mark }),
      }),
    };
  });
  return {
    plannedState: NO_VALUE,
    plannedIdentity: request.priorIdentity,
    plannedPrivate: kept,
    ...value,
    diagnostics,
  };
}

function decodeChange(schema: Schema, request: PlanResourceChange_Request): Change<Schema> {
  const prior = decodeState(schema, request.priorState);
  const proposed = decodeValues(schema, request.proposedNewState);
  const { mark } = readPlanned(request.priorPrivate);
  const remembered = readRemembered(request.priorPrivate);
  const firstPlan = firstPlanOf(request);
  if (proposed === null) {
    if (prior === null) throw bug("Terraform asked for a plan from nothing to nothing.");
    return { kind: "destroy", prior, proposed, config: null, remembered };
  }
  const config = decodeConfig(schema, request.config);
  return prior === null
    ? { kind: "create", prior, proposed, config, replacedMark: mark, firstPlan }
    : { kind: "update", prior, proposed, config, remembered, firstPlan };
}

/** From 1.16 on, Terraform says that it keeps a plan's private bytes and sends them along when it plans again during the apply. */
function forwardsPlanned({ clientCapabilities }: PlanResourceChange_Request): boolean {
  return clientCapabilities?.storePlannedPrivate === true;
}

function firstPlanOf(request: PlanResourceChange_Request): FirstPlan {
  if (!forwardsPlanned(request)) return { kind: "untold" };
  if (request.plannedPrivate.length === 0) return { kind: "this" };
  return { kind: "earlier", mark: readPlanned(request.plannedPrivate).mark };
}

function replaces(change: Change<Schema>, planned: Value, paths: readonly AttributePath[]): boolean {
  return (
    change.kind === "update" &&
    paths.some((path) => !isDeepStrictEqual(valueAt(change.prior, path), valueAt(planned, path)))
  );
}
