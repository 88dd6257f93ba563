import { isDeepStrictEqual } from "node:util";
import type { MessageInitShape } from "@bufbuild/protobuf";
import type { AnyResource } from "../definition/provider.ts";
import type { ResourceIdentityData, ResourceIdentityDataSchema } from "../gen/tfplugin6_pb.ts";
import { unknownPaths } from "../schema/checks.ts";
import type { IdentityOf, IdentitySchema } from "../schema/identity.ts";
import type { Schema, StateOf, ValuesOf } from "../schema/schema.ts";
import { decodeState, encodeState } from "./codec.ts";
import { bug } from "./failure.ts";

type Identity = IdentityOf<IdentitySchema>;
type Message = MessageInitShape<typeof ResourceIdentityDataSchema>;

/** An identity that Terraform sent. Null where there is none: an older Terraform wrote the state, or the thing is yet to be made. */
export function decodeIdentity(
  schema: IdentitySchema,
  sent: ResourceIdentityData | undefined,
): Identity | null {
  const identity = decodeState(schema, sent?.identityData) as Identity | null;
  return identity !== null && Object.values(identity).some((value) => value !== null) ? identity : null;
}

/** An identity that a handler gave. */
export function encodeIdentity(schema: IdentitySchema, identity: Identity): Message {
  const missing = missingForImport(schema, identity);
  if (missing !== undefined) throw bug(`It gave an identity without "${missing}".`);
  return { identityData: encodeState(schema, identity) };
}

/** The first part of an identity that must be there, and is null. */
export function missingForImport(schema: IdentitySchema, identity: Identity): string | undefined {
  return Object.entries(schema.attributes)
    .filter(([, { requiredForImport }]) => requiredForImport === true)
    .map(([name]) => name)
    .find((name) => (identity[name] ?? null) === null);
}

/**
 * The identity for an answer that carries these values, planned or stored. What Terraform sent stays where they have none: the thing
 * is gone, or the plan does not know it yet.
 *
 * @param change "may move on" for an update, after which the values may be another thing's (`isAnother`)
 */
export function identityFor(
  { identity }: AnyResource<unknown>,
  values: ValuesOf<Schema> | null,
  sent?: ResourceIdentityData,
  change: "same" | "may move on" = "same",
): Message | undefined {
  if (identity === undefined || values === null) return sent;
  const prior = decodeIdentity(identity.schema, sent);
  const now = identity.of(values, prior);
  if (now === null || unknownPaths(now).length > 0) return sent;
  const message = encodeIdentity(identity.schema, now as Identity);
  if (prior === null || isDeepStrictEqual(now, prior)) return message;
  if (change === "same" || identity.isAnother?.(now as Identity, prior) !== true) {
    throw bug(
      `It gave the identity ${JSON.stringify(now)} to a thing whose identity is ${JSON.stringify(prior)}. An identity never changes.`,
    );
  }
  return message;
}

/**
 * The identity for an answer that leaves the prior state as it is. In a replacement the destroy of the old object is sent the
 * planned identity of the new one: when it fails, that must not become the old one's.
 */
export function identityOfPrior(
  { identity }: AnyResource<unknown>,
  prior: StateOf<Schema> | null,
  sent?: ResourceIdentityData,
): Message | undefined {
  if (identity === undefined || prior === null) return sent;
  const planned = decodeIdentity(identity.schema, sent);
  if (planned !== null && isDeepStrictEqual(identity.of(prior, planned), planned)) return sent;
  const own = identity.of(prior, null);
  return own === null ? sent : encodeIdentity(identity.schema, own as Identity);
}
