// Values as Terraform handles them: encoding, the proposed new state, and the promises that it holds a provider to.

import { isDeepStrictEqual } from "node:util";
import { isUnknown, type Schema, UNKNOWN, type Value } from "../../../lib/plugin/index.ts";
import { valueType } from "../../../lib/plugin/schema/attribute.ts";
import { type DynamicValue, decodeValue, encodeValue } from "../../../lib/plugin/values/dynamic-value.ts";
import { schema as bucketSchema } from "../../../lib/provider/bucket/schema.ts";
import { schema as keySchema } from "../../../lib/provider/key/schema.ts";

export interface Values {
  readonly [name: string]: Value;
}

const SCHEMAS: Readonly<Record<string, Schema>> = {
  bos_bucket_encryption: bucketSchema,
  bos_kms_key: keySchema,
};

export function schemaOf(typeName: string): Schema {
  const schema = SCHEMAS[typeName];
  if (schema === undefined) throw new Error(`no schema of ${typeName}`);
  return schema;
}

/** A value as Terraform sends it: what is left out is null. */
export function encode(schema: Pick<Schema, "attributes" | "blocks">, values: Values | null): DynamicValue {
  const names = [...Object.keys(schema.attributes), ...Object.keys(schema.blocks ?? {})];
  const nulls = Object.fromEntries(names.map((name) => [name, null]));
  return encodeValue(valueType(schema), values && { ...nulls, ...values });
}

export function decode(schema: Schema, message: Partial<DynamicValue> | undefined): Values | null {
  const empty = new Uint8Array();
  const { msgpack = empty, json = empty } = message ?? {};
  return decodeValue(valueType(schema), { msgpack, json }) as Values | null;
}

/** What Terraform proposes: the configuration, with the prior values of computed attributes that it leaves out. */
export function proposedNew(schema: Schema, prior: Values | null, config: Values): Values {
  return Object.fromEntries(
    Object.entries(schema.attributes).map(([name, { computed }]) => {
      const written = config[name] ?? null;
      return [name, written === null && computed === true ? (prior?.[name] ?? null) : written];
    }),
  );
}

/** What is wrong with a plan; Terraform would call it the provider's bug ("Provider produced invalid plan"). */
export function invalidPlan(schema: Schema, prior: Values | null, config: Values, planned: Values): string[] {
  return Object.entries(schema.attributes).flatMap(([name, { computed }]) => {
    const [written, value] = [config[name] ?? null, planned[name] ?? null];
    if (isDeepStrictEqual(written, value)) return [];
    if (computed !== true) return [`${name} is planned as ${show(value)} and written as ${show(written)}`];
    if (written === null || (prior !== null && isDeepStrictEqual(prior[name], value))) return [];
    return [`${name} is planned as ${show(value)} and written as ${show(written)}`];
  });
}

/** Where a later value breaks what an earlier one has promised: what was known must stay. */
export function brokenPromises(promised: Values, actual: Values): string[] {
  return Object.keys(promised).flatMap((name) => {
    const [before, after] = [promised[name] ?? null, actual[name] ?? null];
    if (isUnknown(before) || isDeepStrictEqual(before, after)) return [];
    return [`${name} was planned as ${show(before)} and came out as ${show(after)}`];
  });
}

export const isWhollyKnown = (values: Values): boolean => !Object.values(values).includes(UNKNOWN);

export const isSame = (one: Values | null, other: Values | null): boolean => isDeepStrictEqual(one, other);

const show = (value: unknown): string => (isUnknown(value) ? "unknown" : JSON.stringify(value));
