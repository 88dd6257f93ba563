/** Stands for a value that Terraform will only know after apply. There is exactly one, also across copies of this file. */
export const UNKNOWN: unique symbol = Symbol.for("terraform.unknown");
export type Unknown = typeof UNKNOWN;

/** A value of any schema type. Sets are arrays, in the order in which Terraform sent them; maps and objects are plain objects. */
export type Value =
  | null
  | boolean
  | number
  | string
  | Unknown
  | readonly Value[]
  | { readonly [name: string]: Value };

export function isUnknown(value: unknown): value is Unknown {
  return value === UNKNOWN;
}

/** Narrows a slot to its value: neither null nor unknown. */
export function isKnown<T>(value: T): value is Exclude<T, Unknown | null> {
  return value !== null && !isUnknown(value);
}

/** Whether it is an object or a map. */
export function isRecord(value: Value): value is { readonly [name: string]: Value } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value that does not fit its schema, or that JavaScript cannot hold. Shown to the user as a diagnostic at `path`. */
export class ValueError extends Error {
  override readonly name = "ValueError";
  readonly code = "invalid_value";
  readonly path: AttributePath;

  constructor(path: AttributePath, problem: string) {
    super(`${formatPath(path) || "the value"}: ${problem}`);
    this.path = path;
  }
}

/** A value of another kind than its type. The value itself may be a secret: only its kind is told. */
export function mismatch(expected: string, found: unknown, path: AttributePath): ValueError {
  return new ValueError(path, `found ${kindOf(found)} where the schema says ${expected}`);
}

/** What msgpack or JSON gave: a time or another extension of msgpack is an object of JavaScript, and none of Terraform's. */
export function kindOf(found: unknown): string {
  if (found === null) return "null";
  if (Array.isArray(found)) return "list";
  if (ArrayBuffer.isView(found)) return "bytes";
  const isForeign = typeof found === "object" && Object.getPrototypeOf(found) !== Object.prototype;
  return isForeign ? "extension" : typeof found;
}

/** One step into a value: an attribute or block by name, an element of a list by index, an element of a map by `{ key }`. */
export type PathStep = string | number | { readonly key: string };

/** Where in a resource a diagnostic or a replacement points, from the top: `["timeouts", "create"]`, `["tags", { key: "a" }]`. */
export type AttributePath = readonly PathStep[];

/** The path as a person writes it in HCL: `tags["a"][0].name`. */
export function formatPath(path: AttributePath): string {
  return path
    .map((step, index) => {
      if (typeof step === "number") return `[${step}]`;
      if (typeof step === "object") return `[${JSON.stringify(step.key)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join("");
}

/** The part of a value to which a path leads; null where it leads nowhere. */
export function valueAt(value: Value, path: AttributePath): Value {
  return path.reduce<Value>((part, step) => {
    if (typeof step === "number")
      return Array.isArray(part) ? ((part as readonly Value[])[step] ?? null) : null;
    return isRecord(part) ? (part[typeof step === "string" ? step : step.key] ?? null) : null;
  }, value);
}
