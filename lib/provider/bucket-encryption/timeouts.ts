import { type AttributePath, type ConfiguredContext, timeoutOf } from "../../plugin/index.ts";
import { type Allowance, allow } from "../../reconcile/index.ts";
import type { State } from "./schema.ts";

type TimedOperation = keyof NonNullable<State["timeouts"]>;

/** How long one operation may take, and what to say when it took longer. */
export interface ExplainedAllowance extends Allowance {
  /** What to say of a failure that came because the time was up. */
  explain(error: unknown): { readonly detail: string; readonly attribute: AttributePath } | undefined;
}

/** The time that `timeouts` gives an operation from now on. */
export function allowanceOf(
  operation: TimedOperation,
  state: State,
  { signal }: Pick<ConfiguredContext<unknown>, "signal">,
): ExplainedAllowance {
  const written = state.timeouts?.[operation] ?? null;
  const allowance = allow(written === null ? undefined : timeoutOf(state, operation, 0), signal);
  return {
    ...allowance,
    explain(error) {
      if (!allowance.isTimeUp(error)) return undefined;
      return {
        detail: `${error.message} The time is up: timeouts.${operation} gives the whole operation ${written}. Allow more, or find out what is slow with TF_LOG_PROVIDER=debug.`,
        attribute: ["timeouts", operation],
      };
    },
  };
}
