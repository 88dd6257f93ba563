import type { AttributeType } from "../schema/attribute-type.ts";
import { numberFromWire } from "./number.ts";
import type { AttributePath } from "./path.ts";
import { isUnknown, type Value } from "./value.ts";
import { kindOf, mismatch, ValueError } from "./value-error.ts";

/**
 * How far the shape may differ from the schema. `exact` is for values of a running Terraform. `lenient` is for stored states, which
 * another minor version of the provider may have written: an absent attribute is null, one that nobody knows any more is dropped.
 */
export type Shape = "exact" | "lenient";

/** Checks what msgpack or JSON gave against its type, and makes it a `Value`. Throws `ValueError`. */
export function fromWire(type: AttributeType, raw: unknown, shape: Shape, path: AttributePath = []): Value {
  if (raw === null || isUnknown(raw)) return raw;
  if (typeof type === "string") return primitive(type, raw, path);
  if (type[0] === "object") return object(type[1], raw, shape, path);
  if (type[0] === "map") {
    return Object.fromEntries(
      Object.entries(record(raw, path)).map(([key, item]) => [
        key,
        fromWire(type[1], item, shape, [...path, { key }]),
      ]),
    );
  }
  if (!Array.isArray(raw)) throw mismatch(type[0], raw, path);
  return raw.map((item, index) => fromWire(type[1], item, shape, [...path, index]));
}

function primitive(type: "string" | "bool" | "number", raw: unknown, path: AttributePath): Value {
  if (type === "string" && typeof raw === "string") return raw;
  if (type === "bool" && typeof raw === "boolean") return raw;
  if (type === "number" && (typeof raw === "number" || typeof raw === "bigint" || typeof raw === "string")) {
    return numberFromWire(raw, path);
  }
  throw mismatch(type, raw, path);
}

function object(
  fields: { readonly [name: string]: AttributeType },
  raw: unknown,
  shape: Shape,
  path: AttributePath,
): Value {
  const given = record(raw, path);
  if (shape === "exact") {
    const odd =
      Object.keys(given).find((name) => !Object.hasOwn(fields, name)) ??
      Object.keys(fields).find((name) => !Object.hasOwn(given, name));
    if (odd !== undefined) {
      const problem = Object.hasOwn(fields, odd) ? "is missing" : "is not in the schema";
      throw new ValueError([...path, odd], problem);
    }
  }
  return Object.fromEntries(
    Object.entries(fields).map(([name, type]) => [
      name,
      fromWire(type, Object.hasOwn(given, name) ? given[name] : null, shape, [...path, name]),
    ]),
  );
}

function record(raw: unknown, path: AttributePath): { [name: string]: unknown } {
  if (kindOf(raw) !== "object") throw mismatch("object", raw, path);
  return raw as { [name: string]: unknown };
}
