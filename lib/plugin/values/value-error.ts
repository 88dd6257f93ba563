import { type AttributePath, formatPath } from "./path.ts";

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
