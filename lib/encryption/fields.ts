import type { Desired } from "./desired.ts";

export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

/** The JSON object that Put- and GetBucketEncryption exchange, with whatever fields a newer cloud adds. */
export type Fields = Readonly<Record<string, JsonValue>>;

/** Names on the wire; `kmsMasterKeyId` is the official Java SDK's, the API reference is silent about it. */
export const ALGORITHM_FIELD = "encryptionAlgorithm";
export const KEY_FIELD = "kmsMasterKeyId";

/** What to PUT for a wish that is not `disabled`. `extra` are fields to hand back that this project does not know. */
export function fieldsOf(desired: Exclude<Desired, { kind: "disabled" }>, extra: Fields = {}): Fields {
  const known = { [ALGORITHM_FIELD]: desired.algorithm };
  return desired.kind === "kms-managed"
    ? { ...extra, ...known, [KEY_FIELD]: desired.kmsMasterKeyId }
    : { ...extra, ...known };
}

/** The fields that this project does not know. */
export function extraFieldsOf(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(([name]) => name !== ALGORITHM_FIELD && name !== KEY_FIELD),
  );
}
