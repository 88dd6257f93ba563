import type { AttributeType } from "../schema/attribute-type.ts";
import { numberToWire } from "./number.ts";
import type { AttributePath } from "./path.ts";
import { isRecord, isUnknown, type Value } from "./value.ts";
import { mismatch, ValueError } from "./value-error.ts";

/** The opposite of `fromWire`: what msgpack is to encode. An attribute that a handler left out is null. Throws `ValueError`. */
export function toWire(type: AttributeType, value: Value | undefined, path: AttributePath = []): unknown {
  if (value === undefined || value === null) return null;
  if (isUnknown(value)) return value;
  if (type === "number" && typeof value === "number") return numberToWire(value, path);
  if (type === "string" && typeof value === "string") return value;
  if (type === "bool" && typeof value === "boolean") return value;
  if (typeof type !== "string") {
    if ((type[0] === "list" || type[0] === "set") && Array.isArray(value)) {
      return value.map((item: Value, index) => toWire(type[1], item, [...path, index]));
    }
    if (type[0] === "map" && isRecord(value)) {
      return mapEntries(Object.entries(value), (key, item) => toWire(type[1], item, [...path, { key }]));
    }
    if (type[0] === "object" && isRecord(value)) {
      const extra = Object.keys(value).find((name) => !Object.hasOwn(type[1], name));
      if (extra !== undefined) throw new ValueError([...path, extra], "is not in the schema");
      return mapEntries(Object.entries(type[1]), (name, field) =>
        toWire(field, Object.hasOwn(value, name) ? value[name] : null, [...path, name]),
      );
    }
  }
  throw mismatch(typeof type === "string" ? type : type[0], value, path);
}

function mapEntries<T>(
  entries: readonly (readonly [string, T])[],
  convert: (name: string, item: T) => unknown,
): { [name: string]: unknown } {
  return Object.fromEntries(entries.map(([name, item]) => [name, convert(name, item)]));
}
