import { BceError } from "../../bos/index.ts";
import type { Diagnostics } from "../../plugin/index.ts";
import { DESTROY_WAY_OUT, type Phase } from "../way-out.ts";

/** Reports what a call rejected with. Anything but the cloud's error is a bug of ours and goes on up. */
export function reportFailure(
  diagnostics: Diagnostics,
  error: unknown,
  summary: string,
  { phase }: { readonly phase: Phase },
): void {
  if (!(error instanceof BceError)) throw error;
  diagnostics.error(summary, phase === "refresh" ? `${error.message} ${DESTROY_WAY_OUT}` : error.message);
}
