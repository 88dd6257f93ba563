import { describeVersion, VERSION } from "../distribution/version.ts";
import { placeOfFault } from "../program/index.ts";

/** Words for an error that nobody foresaw, without its message and its fields. */
export function describeFault(error: unknown): string {
  return (
    `This is a fault of the runtime itself (bos-encryption-runtime ${describeVersion(VERSION)}, ${placeOfFault(error)}): please report it. ` +
    "Whether the bucket was changed is not known; the next run reads it before it writes anything."
  );
}
