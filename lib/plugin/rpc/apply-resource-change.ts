import type { MessageInitShape } from "@bufbuild/protobuf";
import type { AnyResource } from "../definition/provider.ts";
import type { ConfiguredContext } from "../definition/resource.ts";

import type { ApplyResourceChange_Request, ApplyResourceChange_ResponseSchema } from "../gen/tfplugin6_pb.ts";
import type { Schema, StateOf } from "../schema/schema.ts";
import { decodeConfig, decodeState, decodeValues, encodeState, findResource, NO_VALUE } from "./codec.ts";
import { bug } from "./failure.ts";
import { identityFor, identityOfPrior } from "./identity.ts";
import { type PlannedPrivate, readPlanned, readRemembered, writeRemembered } from "./private-bytes.ts";
import { runConfigured } from "./run.ts";
import type { Session } from "./session.ts";

/**
 * Creates, updates or deletes. What fails without a state of its own to show leaves the prior state, which for a create is none: a
 * state together with an error would be tainted, and destroyed by the next apply.
 */
export async function applyResourceChange(
  session: Session,
  request: ApplyResourceChange_Request,
): Promise<MessageInitShape<typeof ApplyResourceChange_ResponseSchema>> {
  const sent = readPlanned(request.plannedPrivate);
  let priorIdentity: ReturnType<typeof identityOfPrior> = request.plannedIdentity;
  const { value, diagnostics } = await runConfigured(session, async (ctx) => {
    const resource = findResource(session, request.typeName);
    const prior = decodeState(resource.schema, request.priorState);
    priorIdentity = identityOfPrior(resource, prior, request.plannedIdentity);
    const state = await apply(resource, prior, request, sent, ctx);
    if (state === null && ctx.diagnostics.hasErrors()) return undefined;
    return {
      newState: encodeState(resource.schema, state),
      newIdentity: identityFor(
        resource,
        state,
        request.plannedIdentity,
        prior === null ? "same" : "may move on",
      ),
      private:
        state === null || ctx.diagnostics.hasErrors()
          ? sent.kept
          : writeRemembered(resource, state, sent.kept),
    };
  });
  return {
    newState: value?.newState ?? request.priorState ?? NO_VALUE,
    newIdentity: value === undefined ? priorIdentity : value.newIdentity,
    diagnostics,
    // A state's private bytes never hold the mark of a plan.
    private: value?.private ?? sent.kept,
  };
}

/** The new state, or null: after a delete, or after an error that was reported. */
async function apply(
  resource: AnyResource<unknown>,
  prior: StateOf<Schema> | null,
  request: ApplyResourceChange_Request,
  { kept, mark }: PlannedPrivate,
  ctx: ConfiguredContext<unknown>,
): Promise<StateOf<Schema> | null> {
  const planned = decodeValues(resource.schema, request.plannedState);
  const remembered = readRemembered(kept);
  if (planned === null) {
    if (prior !== null) await resource.delete(prior, ctx, { remembered, planMark: mark });
    return null;
  }
  const config = decodeConfig(resource.schema, request.config);
  const state =
    prior === null
      ? await resource.create({ planned, config, planMark: mark }, ctx)
      : await resource.update({ prior, planned, config, planMark: mark, remembered }, ctx);
  if (state === null && !ctx.diagnostics.hasErrors()) {
    const verb = prior === null ? "create" : "update";
    throw bug(`The ${verb} of ${request.typeName} gave no state, and did not say why.`);
  }
  return state;
}
