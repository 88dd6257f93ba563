import type { MessageInitShape } from "@bufbuild/protobuf";
import type { ListedResource } from "../definition/provider.ts";
import type { ConfiguredContext } from "../definition/resource.ts";

import { createDiagnostics, type Diagnostic, warningDiagnostic } from "../diagnostics.ts";
import type { ListResource_EventSchema, ListResource_Request } from "../gen/tfplugin6_pb.ts";
import type { Schema } from "../schema/schema.ts";
import type { DynamicValue } from "../values/dynamic-value.ts";
import { decodeState, encodeState, findListResource, findResource, nullValues } from "./codec.ts";
import { bug, diagnosticsToProto, Failure } from "./failure.ts";

import { encodeIdentity } from "./identity.ts";
import { configured, report } from "./run.ts";
import type { Session } from "./session.ts";

type Event = MessageInitShape<typeof ListResource_EventSchema>;
type Item = Pick<Event, "displayName" | "identity" | "resourceObject"> & {
  readonly problems: readonly Diagnostic[];
};

/**
 * `terraform query`, from Terraform 1.14 on: one event for each thing, until the limit is reached or `client` says that nobody reads
 * any more. An event with an error, or without an identity, ends the list in Terraform: at most one is sent, as the last.
 */
export async function* listResource(
  session: Session,
  request: ListResource_Request,
  client: AbortSignal,
): AsyncGenerator<Event> {
  const diagnostics = createDiagnostics();
  const toProto = (told: readonly Diagnostic[]) => diagnosticsToProto(told, session.log.redacted);
  try {
    const signal = AbortSignal.any([session.stop.signal, client]);
    const ctx = configured(session, { diagnostics, log: session.log, signal });
    for await (const { problems, ...event } of items(session, request, ctx)) {
      yield { ...event, diagnostic: toProto([...diagnostics.take(), ...problems]) };
    }
  } catch (thrown) {
    if (client.aborted) return;
    report(thrown, diagnostics, session);
  }
  if (diagnostics.hasErrors()) yield { diagnostic: toProto(diagnostics.take()) };
  // Without an item to go with, a warning would end the list like an error.
  for (const { summary, detail } of diagnostics.take()) session.log.warn(summary, { detail });
}

/** What the handler finds, as long as somebody wants it. */
async function* items(
  session: Session,
  request: ListResource_Request,
  ctx: ConfiguredContext<unknown>,
): AsyncGenerator<Item> {
  const definition = findListResource(session, request.typeName);
  const { schema, identity } = findResource(session, request.typeName);
  if (identity === undefined) throw bug(`It lists ${request.typeName}, which has no identity.`);
  const config = decodeState(definition.schema, request.config) ?? nullValues(definition.schema);
  const includeResource = request.includeResourceObject;
  const limit = request.limit > 0n ? Number(request.limit) : Number.POSITIVE_INFINITY;
  let count = 0;
  for await (const item of definition.list(config, { includeResource, limit }, ctx)) {
    ctx.signal.throwIfAborted();
    if (ctx.diagnostics.hasErrors()) return;
    const { state, problems } = includeResource ? stateOf(schema, item) : withoutState(item);
    yield {
      displayName: item.displayName,
      identity: encodeIdentity(identity.schema, item.identity),
      ...(state && { resourceObject: state }),
      problems,
    };
    count += 1;
    if (count >= limit) return;
  }
}

interface Encoded {
  readonly state?: DynamicValue;
  readonly problems: readonly Diagnostic[];
}

/** One item's trouble is no reason to show nothing of the others: what does not fit the schema is left out, with a warning. */
function stateOf(schema: Schema, item: ListedResource): Encoded {
  const { problems } = withoutState(item);
  if (item.resource === undefined) return { problems };
  try {
    return { state: encodeState(schema, item.resource), problems };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { problems: [...problems, warningDiagnostic(error.summary, error.message)] };
  }
}

function withoutState({ diagnostics = [] }: ListedResource): Encoded {
  return { problems: diagnostics.map((diagnostic) => ({ ...diagnostic, severity: "warning" })) };
}
