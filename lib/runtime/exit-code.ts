import { describeVersion, VERSION } from "../packaging/version.ts";
import { placeOfFault } from "../program.ts";

/** What the runtime's exit code means. The numbers are promises to pipelines. */
export const exitCode = {
  /** Done; also when there was nothing to do. */
  done: 0,
  /** Tried, and failed. The line says what is known of the bucket. */
  failed: 1,
  /** Nothing was written, because `deny_weakening` or a conflict forbids it. */
  refused: 2,
  /** What it was given, as an argument or in the environment, cannot be used: the cloud was not asked (EX_USAGE). */
  usage: 64,
} as const;

/** Words for an error that nobody foresaw, without its message and its fields. */
export function describeFault(error: unknown): string {
  return (
    `This is a fault of the runtime itself (bos-encryption-runtime ${describeVersion(VERSION)}, ${placeOfFault(error)}): please report it. ` +
    "Whether the bucket was changed is not known; the next run reads it before it writes anything."
  );
}
