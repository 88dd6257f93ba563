import { type DecoderOptions, decode, type EncoderOptions, ExtensionCodec, encode } from "@msgpack/msgpack";
import { parseJson as parseText } from "../../json/index.ts";
import type { AttributeType } from "../schema/attribute-type.ts";
import { fromWire } from "./from-wire.ts";
import { toWire } from "./to-wire.ts";
import { isUnknown, UNKNOWN, type Value } from "./value.ts";
import { ValueError } from "./value-error.ts";

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
