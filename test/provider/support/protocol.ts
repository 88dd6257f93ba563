import type { Emulator } from "../../../lib/emulator/index.ts";
import type { Diagnostic, DynamicValue, ResourceIdentityData } from "../../../lib/plugin/gen/tfplugin6_pb.ts";
import type { Schema, Value } from "../../../lib/plugin/index.ts";
import { valueType } from "../../../lib/plugin/schema/attribute.ts";
import { decodeValue, encodeValue } from "../../../lib/plugin/values/dynamic-value.ts";
import { identitySchema, schema } from "../../../lib/provider/bucket/schema.ts";

import { providerSchema } from "../../../lib/provider/schema.ts";
import { startPlugin } from "../../plugin/support/plugin-process.ts";

const MAIN = "lib/provider/main.ts";

export const typeName = "bos_bucket_encryption";

interface Values {
  readonly [name: string]: Value;
}
type Sent = Partial<Pick<DynamicValue, "msgpack" | "json">>;

/** A value of a schema as Terraform sends it: what is left out is null. */
function encode(of: Pick<Schema, "attributes" | "blocks">, values: Values | null): Sent {
  const names = [...Object.keys(of.attributes), ...Object.keys(of.blocks ?? {})];
  const nulls = Object.fromEntries(names.map((name) => [name, null]));
  return encodeValue(valueType(of), values && { ...nulls, ...values });
}

const identityType = valueType(identitySchema);

export const resource = (values: Values | null): Sent => encode(schema, values);
export const readResource = (message: Parameters<typeof decodeValue>[1]): Value =>
  decodeValue(valueType(schema), message);

/** The `config { }` of a `list` block. */
export const listConfig = (
  filters: { readonly name_pattern?: string; readonly region?: string } = {},
): Sent =>
  encodeValue(["object", { name_pattern: "string", region: "string" }], {
    name_pattern: null,
    region: null,
    ...filters,
  });

export const identityData = (bucket: string | null, region: string | null = null) => ({
  identityData: encodeValue(identityType, { bucket, region }),
});
export const readIdentity = (message: ResourceIdentityData | undefined): Value =>
  decodeValue(identityType, message?.identityData);

/** Diagnostics as rows of a table: `error: summary`. */
export const told = (diagnostics: readonly Diagnostic[]): readonly string[] =>
  diagnostics.map(({ severity, summary }) => `${severity === 1 ? "error" : "warning"}: ${summary}`);

/** The provider `bos` from its source, started and configured as Terraform does it, against this cloud. */
export async function startBos({ environment }: Pick<Emulator, "environment">) {
  const plugin = await startPlugin(environment, MAIN);
  const { diagnostics } = await plugin.provider.configureProvider({ config: encode(providerSchema, {}) });
  if (diagnostics.length > 0) throw new Error(told(diagnostics).join("\n"));
  return { provider: plugin.provider, [Symbol.asyncDispose]: () => plugin[Symbol.asyncDispose]() };
}
