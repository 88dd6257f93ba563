import { type DecoderOptions, decode, type EncoderOptions, ExtensionCodec, encode } from "@msgpack/msgpack";
import { parseJson as parseText } from "../../json.ts";
import type { AttributeType } from "../schema/attribute.ts";
import { numberFromWire, numberToWire } from "./number.ts";
import {
  type AttributePath,
  isRecord,
  isUnknown,
  kindOf,
  mismatch,
  UNKNOWN,
  type Value,
  ValueError,
} from "./value.ts";

/** A value as messages carry it. Terraform fills one of the two; a provider may answer with msgpack always. */
export interface DynamicValue {
  readonly msgpack: Uint8Array;
  readonly json: Uint8Array;
}

const EXT_UNKNOWN = 0;
/** Unknown, with hints about what it will be (not null, a prefix). Read as plain unknown: hints are never needed to be right. */
const EXT_REFINED_UNKNOWN = 12;

const extensions = new ExtensionCodec();
extensions.register({
  type: EXT_UNKNOWN,
  encode: (value) => (isUnknown(value) ? new Uint8Array(1) : null),
  decode: () => UNKNOWN,
});
extensions.register({ type: EXT_REFINED_UNKNOWN, encode: () => null, decode: () => UNKNOWN });

const decoding: DecoderOptions = { extensionCodec: extensions, useBigInt64: true };
const encoding: EncoderOptions = { extensionCodec: extensions };

/** Reads a value of a known type. An absent message is null, as is an empty one. Throws `ValueError`. */
export function decodeValue(
  type: AttributeType,
  value: Pick<DynamicValue, "msgpack" | "json"> | undefined,
): Value {
  if (value === undefined) return null;
  if (value.msgpack.length > 0) return fromWire(type, parseMsgpack(value.msgpack), "exact");
  if (value.json.length > 0) return fromWire(type, parseJson(value.json), "exact");
  return null;
}

/** Reads a stored state in the form that the schema has today. Throws `ValueError`. */
export function decodeStoredState(type: AttributeType, json: Uint8Array): Value {
  return fromWire(type, parseJson(json), "lenient");
}

/** JSON as it is, for the handlers that read states of other versions and other types. Throws `ValueError`. */
export function parseJson(json: Uint8Array): unknown {
  const parsed = parseText(Buffer.from(json).toString("utf8"));
  if (!parsed.ok) throw new ValueError([], `Terraform sent something that is ${parsed.problem}`);
  return parsed.value;
}

/** Writes a value of a known type as msgpack. Throws `ValueError` where it does not fit. */
export function encodeValue(type: AttributeType, value: Value): DynamicValue {
  return { msgpack: encode(toWire(type, value), encoding), json: new Uint8Array() };
}

/** The library reads without recursion, and whoever walks through what it gives is led by a type: no depth overflows the stack. */
function parseMsgpack(bytes: Uint8Array): unknown {
  try {
    return decode(bytes, decoding);
  } catch {
    // The library's own message may quote what it read, a secret for example.
    throw new ValueError([], "Terraform sent something that is not msgpack");
  }
}

/**
 * How far the shape may differ from the schema. `exact` is for values of a running Terraform. `lenient` is for stored states, which
 * another minor version of the provider may have written: an absent attribute is null, one that nobody knows any more is dropped.
 */
type Shape = "exact" | "lenient";

/** Checks what msgpack or JSON gave against its type, and makes it a `Value`. Throws `ValueError`. */
function fromWire(type: AttributeType, raw: unknown, shape: Shape, path: AttributePath = []): Value {
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

/** The opposite of `fromWire`: what msgpack is to encode. An attribute that a handler left out is null. Throws `ValueError`. */
function toWire(type: AttributeType, value: Value | undefined, path: AttributePath = []): unknown {
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
