/**
 * - `build-missing`: the package is incomplete, or a checkout has not been built.
 * - `write-failed`: the folder for the provider cannot be written.
 */
export type DistributionErrorCode = "build-missing" | "write-failed";

/** Match on `code`; the message says what to do next. */
export class DistributionError extends Error {
  override readonly name = "DistributionError";
  readonly code: DistributionErrorCode;

  constructor(code: DistributionErrorCode, message: string, options: { readonly cause: unknown }) {
    super(message, options);
    this.code = code;
  }
}
