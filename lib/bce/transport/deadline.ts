import { BceError } from "../errors/bce-error.ts";
import { contextOf } from "../errors/from-answer.ts";
import type { BceRequest } from "../message.ts";

export type Deadline = {
  /** Aborts when there is no more to wait for; its reason is the BceError to throw. */
  readonly signal: AbortSignal;
  /** To be called when the answer begins: the reason then says so. */
  readonly answering: () => void;
  readonly stop: () => void;
};

/** One signal for the wishes of others and for our own patience. */
export function startDeadline(
  request: BceRequest,
  timeoutMs: number,
  others: readonly (AbortSignal | undefined)[],
): Deadline {
  const controller = new AbortController();
  let silence = "No answer came";
  const cancel = (): void => controller.abort(new BceError("Cancelled", contextOf(request)));
  const timer = setTimeout(() => {
    const reason = `${silence} within ${timeoutMs / 1000} s.`;
    controller.abort(new BceError("Timeout", { ...contextOf(request), reason }));
  }, timeoutMs);
  for (const other of others) other?.addEventListener("abort", cancel, { once: true });
  if (others.some((other) => other?.aborted)) cancel();
  return {
    signal: controller.signal,
    answering: () => {
      silence = "The answer began but was not complete";
    },
    stop: () => {
      clearTimeout(timer);
      for (const other of others) other?.removeEventListener("abort", cancel);
    },
  };
}
