import { type Diagnostic, errorDiagnostic } from "../diagnostics.ts";
import { type AttributePath, isRecord, isUnknown, type Value } from "../values/value.ts";
import type { Block } from "./schema.ts";

/**
 * An error for each required attribute that is null. Terraform itself only sees that the attribute is written, and
 * `bucket = null` is written.
 */
export function missingRequired(block: Block, values: Value, path: AttributePath = []): Diagnostic[] {
  if (!isRecord(values)) return [];
  const here = Object.entries(block.attributes)
    .filter(([name, attribute]) => attribute.required && (values[name] ?? null) === null)
    .map(([name]) =>
      errorDiagnostic(
        `Missing value for "${name}"`,
        `The attribute "${name}" is required, and its value here is null. Give it a value.`,
        [...path, name],
      ),
    );
  const nested = Object.entries(block.blocks ?? {}).flatMap(([name, inner]) =>
    missingRequired(inner, values[name] ?? null, [...path, name]),
  );
  return [...here, ...nested];
}

/** Where a value that must be all known still is not. */
export function unknownPaths(value: Value, path: AttributePath = []): AttributePath[] {
  if (isUnknown(value)) return [path];
  if (Array.isArray(value)) {
    return value.flatMap((item: Value, index) => unknownPaths(item, [...path, index]));
  }
  if (!isRecord(value)) return [];
  // A map's keys show as attribute names here; the paths are only for a message.
  return Object.entries(value).flatMap(([name, item]) => unknownPaths(item, [...path, name]));
}
