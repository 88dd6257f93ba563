import type { MessageInitShape } from "@bufbuild/protobuf";
import type { AnyResource } from "../definition/provider.ts";
import type { Context } from "../definition/resource.ts";

import type {
  ResourceIdentityDataSchema,
  UpgradeResourceIdentity_Request,
  UpgradeResourceIdentity_ResponseSchema,
} from "../gen/tfplugin6_pb.ts";
import { valueType } from "../schema/attribute.ts";
import type { IdentityOf, IdentitySchema } from "../schema/identity.ts";
import { decodeStoredState, parseJson } from "../values/dynamic-value.ts";
import type { Value } from "../values/value.ts";
import { findResource, NO_VALUE } from "./codec.ts";
import { Failure } from "./failure.ts";
import { encodeIdentity, missingForImport } from "./identity.ts";
import { run } from "./run.ts";
import type { Session } from "./session.ts";

const NO_IDENTITY = { identityData: NO_VALUE };

/** Brings a stored identity into today's form. A state of an older Terraform has none, and that is no error. */
export async function upgradeResourceIdentity(
  session: Session,
  request: UpgradeResourceIdentity_Request,
): Promise<MessageInitShape<typeof UpgradeResourceIdentity_ResponseSchema>> {
  const { value: upgradedIdentity = NO_IDENTITY, diagnostics } = await run(session, (ctx) =>
    upgrade(findResource(session, request.typeName), request, ctx),
  );
  return { upgradedIdentity, diagnostics };
}

async function upgrade(
  { identity }: AnyResource<unknown>,
  request: UpgradeResourceIdentity_Request,
  ctx: Context,
): Promise<MessageInitShape<typeof ResourceIdentityDataSchema>> {
  const json = request.rawIdentity?.json ?? new Uint8Array();
  const stored = json.length === 0 ? null : parseJson(json);
  if (identity === undefined || stored === null) return NO_IDENTITY;
  const { schema } = identity;
  const version = Number(request.version);
  if (version > schema.version) {
    throw new Failure(
      "Identity is newer than the provider",
      `The identity of this ${request.typeName} was written by a newer version of the provider (identity schema ${version}, this one knows ${schema.version}): upgrade the provider.`,
    );
  }
  if (version === schema.version) {
    return today(request.typeName, schema, decodeStoredState(valueType(schema), json));
  }
  if (identity.upgrade === undefined) {
    throw new Failure(
      "Identity cannot be upgraded",
      `The identity of this ${request.typeName} has schema ${version}, and this version of the provider reads only schema ${schema.version}. Apply once with an older version of the provider, or import the resource again.`,
    );
  }
  return encodeIdentity(schema, await identity.upgrade(version, stored, ctx));
}

/** A stored identity of today's form. What a state file lacks is no mistake of the provider's. */
function today(
  typeName: string,
  schema: IdentitySchema,
  stored: Value,
): MessageInitShape<typeof ResourceIdentityDataSchema> {
  const identity = stored as IdentityOf<IdentitySchema>;
  if (Object.values(identity).every((part) => part === null)) return NO_IDENTITY;
  const missing = missingForImport(schema, identity);
  if (missing === undefined) return encodeIdentity(schema, identity);
  throw new Failure(
    "Incomplete identity",
    `The identity of this ${typeName} in the state has no "${missing}". Take the resource out of the state (\`terraform state rm\`), and import it again.`,
  );
}
