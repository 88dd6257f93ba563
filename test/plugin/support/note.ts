import type { Diagnostic, ResourceIdentityData } from "../../../lib/plugin/gen/tfplugin6_pb.ts";
import type { Value } from "../../../lib/plugin/index.ts";
import { valueType } from "../../../lib/plugin/schema/attribute.ts";
import { decodeValue, encodeValue } from "../../../lib/plugin/values/dynamic-value.ts";
import { identity, noteResource } from "../note/note-resource.ts";
import { noteProvider } from "../note/provider.ts";

const noteType = valueType(noteResource.schema);
const EMPTY = { id: null, text: null, weight: null, urgent: null, words: null, tags: null, timeouts: null };

/** A note as Terraform sends it: what is left out is null. */
export function note(values: { readonly [name: string]: Value }) {
  return encodeValue(noteType, { ...EMPTY, ...values });
}

/** What Terraform sends where there is nothing. */
export const nothing = encodeValue(noteType, null);

export function readNote(message: Parameters<typeof decodeValue>[1]): Value {
  return decodeValue(noteType, message);
}

export function settings(directory: Value, token: string | null = null) {
  return encodeValue(valueType(noteProvider.schema), { directory, token });
}

/** A diagnostic as a row of a table: `error: summary @ attribute`. */
export function told(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(({ severity, summary, attribute }) => {
    const path = attribute?.steps.map((step) => String(step.selector.value)).join(".");
    return `${severity === 1 ? "error" : "warning"}: ${summary}${path ? ` @ ${path}` : ""}`;
  });
}

const identityType = valueType(identity);

/** An identity as Terraform sends it: what is left out is null. */
export function noteIdentity(values: { readonly title: string | null; readonly shelf?: string } | null) {
  return { identityData: encodeValue(identityType, values && { shelf: null, ...values }) };
}

/** The identity in an answer; null where there is none. */
export function readIdentity(message: ResourceIdentityData | undefined): Value {
  return decodeValue(identityType, message?.identityData);
}
