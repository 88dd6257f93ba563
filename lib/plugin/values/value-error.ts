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
