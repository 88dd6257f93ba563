import type { BceError, BceErrorCode } from "../bos/index.ts";

const PASSING: ReadonlySet<BceErrorCode> = new Set(["Throttled", "ServerError", "ConnectionLost", "Timeout"]);

/**
 * Whether a read failed for what a service has in passing, a while later it may be gone. At plan that is a warning and no
 * error: each plan runs again during the apply, where an error would leave a replacement half done. An endpoint that cannot be
 * reached at all is mostly a setting that is wrong, and an error.
 */
export const isPassing = ({ code }: BceError): boolean => PASSING.has(code);
