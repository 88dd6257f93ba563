import { BceError } from "../../bos/index.ts";
import type { Diagnostics } from "../../plugin/index.ts";
import { DESTROY_WAY_OUT } from "../way-out.ts";

/** Reports what a call rejected with. Anything but the cloud's error is a bug of ours and goes on up. */
export function reportFailure(
  diagnostics: Diagnostics,
  error: unknown,
  summary: string,
  { phase }: { readonly phase: "plan" | "apply" },
): void {
  if (!(error instanceof BceError)) throw error;
  diagnostics.error(summary, phase === "plan" ? `${error.message} ${DESTROY_WAY_OUT}` : error.message);
}
