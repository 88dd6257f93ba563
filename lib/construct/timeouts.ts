/** How long operations on a bucket may take, waiting for the bucket and reading a write back included. */
export interface BosBucketEncryptionTimeouts {
  /**
   * A number with its unit, for example `"30s"`, `"5m"` or `"1h30m"`.
   *
   * @default - 30 seconds each for a bucket that does not exist yet and for reading a write back
   */
  readonly create?: string;

  /** As `create`, for a change. */
  readonly update?: string;

  /** As `create`, for turning encryption off when the construct goes away. */
  readonly delete?: string;
}

/** The operations that can be given a time. */
export const TIMED_OPERATIONS: readonly (keyof BosBucketEncryptionTimeouts)[] = [
  "create",
  "update",
  "delete",
];
