import type { MessageInitShape } from "@bufbuild/protobuf";
import type { AnyResource } from "../definition/provider.ts";
import type { ImportSource } from "../definition/resource.ts";
import type { ImportResourceState_Request, ImportResourceState_ResponseSchema } from "../gen/tfplugin6_pb.ts";
import type { IdentitySchema } from "../schema/identity.ts";
import { encodeState, findResource } from "./codec.ts";
import { bug, Failure } from "./failure.ts";
import { decodeIdentity, identityFor, missingForImport } from "./identity.ts";
import { runConfigured } from "./run.ts";
import type { Session } from "./session.ts";

/** `terraform import` and `import` blocks: by id or, from Terraform 1.12 on, by identity. */
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
    const state = await resource.importState(sourceOf(resource, request), ctx);
    if (ctx.diagnostics.hasErrors()) return [];
    if (state === null) throw bug(`The import of ${typeName} gave no state, and did not say why.`);
    return [{ typeName, state: encodeState(resource.schema, state), identity: identityFor(resource, state) }];
  });
  return { importedResources, diagnostics };
}

function sourceOf(
  { identity: definition }: AnyResource<unknown>,
  { id, identity: sent }: ImportResourceState_Request,
): ImportSource<IdentitySchema> {
  const identity = definition === undefined ? null : decodeIdentity(definition.schema, sent);
  if (definition === undefined || identity === null) return { kind: "id", id };
  const missing = missingForImport(definition.schema, identity);
  if (missing === undefined) return { kind: "identity", identity };
  throw new Failure(
    "Incomplete identity",
    `The identity to import has no "${missing}", which is needed to find the thing.`,
  );
}
