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
  const kind = Array.isArray(found) ? "list" : ArrayBuffer.isView(found) ? "bytes" : typeof found;
  return new ValueError(path, `found ${kind} where the schema says ${expected}`);
}
