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
