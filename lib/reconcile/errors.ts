import type { Target } from "./write.ts";

/** Closed set. */
export type ReconcileErrorCode =
  /** The bucket does not exist, or ListBuckets may not be asked and GET says so. */
  | "BucketMissing"
  /** The bucket lives in another region than the one that was asked. */
  | "BucketInOtherRegion"
  /** GET says that there is no such bucket while ListBuckets lists it right there. */
  | "BucketListedButNotFound"
  /** Something was written, and reading it back failed or kept showing something else. */
  | "NotVerified"
  /** The answer to a write was lost, and reading back has not shown its effect. */
  | "WriteUnclear"
  /** A PUT with a KMS key succeeded, and GET shows the algorithm but never the key. */
  | "KeyNotShown"
  /** The caller cancelled between two steps. */
  | "Cancelled";

/** A reconcile that ended without the desired state being seen. What a call itself reports stays a `BceError`. */
export class ReconcileError extends Error {
  override readonly name = "ReconcileError";
  readonly code: ReconcileErrorCode;
  readonly target: Target;
  /** True when a PUT or DELETE was sent, so that the bucket may have changed. */
  readonly written: boolean;

  constructor(
    code: ReconcileErrorCode,
    target: Target,
    message: string,
    options: { cause?: unknown; written?: boolean } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.target = target;
    this.written = options.written ?? false;
  }
}
