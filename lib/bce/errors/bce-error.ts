import { advice } from "./advice.ts";
import { type BceErrorCode, isPassing, isUnclear, RETRYABLE } from "./codes.ts";
import { type BceErrorContext, type BceErrorDetails, quote } from "./details.ts";
import { fromCause } from "./from-cause.ts";

/** The one error of this folder and of those above it that talk to the cloud. */
export class BceError extends Error {
  override readonly name = "BceError";
  readonly code: BceErrorCode;
  readonly operation: string | undefined;
  readonly bucket: string | undefined;
  /** Id of the KMS key that the call was about. */
  readonly key: string | undefined;
  readonly host: string | undefined;
  /** The proxy that the call went through, without user and password. */
  readonly proxy: string | undefined;
  readonly status: number | undefined;
  readonly cloudCode: string | undefined;
  readonly requestId: string | undefined;
  readonly location: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly clockOffsetMs: number | undefined;
  readonly attempts: number | undefined;
  readonly retryable: boolean;
  /** The cloud may have acted on the request although it failed: by this attempt, or by an earlier one. */
  readonly mayHaveTakenEffect: boolean;
  readonly #details: BceErrorDetails;

  constructor(code: BceErrorCode, details: BceErrorDetails = {}) {
    super(describe(code, details), details.cause === undefined ? undefined : { cause: details.cause });
    this.#details = details;
    this.code = code;
    this.operation = details.operation;
    this.bucket = details.bucket;
    this.key = details.key;
    this.host = details.host;
    this.proxy = details.proxy;
    this.status = details.status;
    this.cloudCode = details.cloudCode;
    this.requestId = details.requestId;
    this.location = details.location;
    this.retryAfterMs = details.retryAfterMs;
    this.clockOffsetMs = details.clockOffsetMs;
    this.attempts = details.attempts;
    this.retryable = details.retryable ?? RETRYABLE[code];
    this.mayHaveTakenEffect = details.mayHaveTakenEffect === true || isUnclear(code);
  }

  /** Whether a while later it may be gone. At plan such a failure of a read is a warning. */
  get isPassing(): boolean {
    return isPassing(this.code);
  }

  /** Anything caught, as a BceError with its cause, unless that could hold secrets. One that is a BceError already stays as it is. */
  static from(caught: unknown, context: BceErrorContext = {}): BceError {
    if (caught instanceof BceError) return caught;
    const { code, ...details } = fromCause(caught, context.proxy);
    return new BceError(code, { ...context, cause: caught, ...details });
  }

  /** The same error with more known about it; its message is written anew. */
  with(details: BceErrorDetails, code: BceErrorCode = this.code): BceError {
    return new BceError(code, { ...this.#details, ...details });
  }
}

/** `GetBucketEncryption of bucket "acme-logs" was denied: 403 AccessDenied, request id 4db2…. Why. What to do next.` */
function describe(code: BceErrorCode, details: BceErrorDetails): string {
  const { verb, next } = advice(code, details);
  const subject = details.operation ?? "The request";
  const of = [
    details.bucket === undefined ? "" : ` of bucket "${details.bucket}"`,
    details.key === undefined ? "" : ` of key "${quote(details.key)}"`,
  ].join("");
  const times =
    details.attempts === undefined || details.attempts < 2 ? "" : ` after ${details.attempts} attempts`;
  const facts = [
    [details.status, details.cloudCode].filter((fact) => fact !== undefined).join(" "),
    details.requestId === undefined ? "" : `request id ${details.requestId}`,
    details.host === undefined || details.status !== undefined ? "" : `host ${details.host}`,
    details.proxy === undefined ? "" : `through proxy ${details.proxy}`,
  ].filter((fact) => fact !== "");
  const head = `${subject}${of} ${verb}${times}${facts.length === 0 ? "" : `: ${facts.join(", ")}`}.`;
  return [head, details.reason, details.next ?? next]
    .filter((part) => part !== undefined && part !== "")
    .join(" ");
}
