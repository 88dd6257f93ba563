import { type Desired, keyOf, type Observed } from "../../encryption/index.ts";
import { type AttributePath, type ConfiguredContext, isUnknown, timeoutOf } from "../../plugin/index.ts";
import { type Allowance, allow } from "../../reconcile/index.ts";
import { isSseAlgorithm, type OnDestroy } from "../../settings/index.ts";
import { timeIsUp } from "./apply-messages.ts";
import type { State, Values } from "./schema.ts";

/**
 * What a planned or stored resource wants of its bucket; undefined while part of it is unknown. Values have passed
 * validation, or come from a state that a read has filled: an algorithm that nobody knows is then the cloud's own,
 * and wanting it is only ever asked in order to undo it.
 */
export function desiredOf(values: Values): Desired | undefined {
  const { enabled, sse_algorithm, kms_master_key_id } = values;
  if (isUnknown(enabled)) return undefined;
  if (enabled === false) return { kind: "disabled" };
  if (isUnknown(sse_algorithm) || isUnknown(kms_master_key_id)) return undefined;
  const algorithm = isSseAlgorithm(sse_algorithm) ? sse_algorithm : "AES256";
  return kms_master_key_id === null
    ? { kind: "bos-managed", algorithm }
    : { kind: "kms-managed", algorithm, kmsMasterKeyId: kms_master_key_id };
}

/** What the last read of the bucket saw, as far as the state holds it. */
export function observedOf({ enabled, sse_algorithm, kms_master_key_id }: State): Observed {
  if (enabled === false) return { kind: "disabled" };
  const key = kms_master_key_id === null ? {} : { kmsMasterKeyId: kms_master_key_id };
  if (!isSseAlgorithm(sse_algorithm)) {
    return { kind: "unknown-algorithm", algorithm: sse_algorithm ?? "", ...key, extra: {} };
  }
  return kms_master_key_id === null
    ? { kind: "bos-managed", algorithm: sse_algorithm, extra: {} }
    : { kind: "kms-managed", algorithm: sse_algorithm, kmsMasterKeyId: kms_master_key_id, extra: {} };
}

/** The attributes that a read sets. A bucket that is off leaves algorithm and key as they are written. */
export function attributesOf(observed: Observed): Partial<State> {
  if (observed.kind === "disabled") return { enabled: false };
  return {
    enabled: true,
    sse_algorithm: observed.algorithm,
    kms_master_key_id: keyOf(observed) ?? null,
  };
}

/** What destroying the resource does; anything but "retain" is the default. */
export function onDestroyOf({ on_destroy }: Pick<State, "on_destroy">): OnDestroy {
  return on_destroy === "retain" ? "retain" : "disable";
}

/**
 * What no refresh shall change: that the user wants the bucket off. A refresh writes into the state what it sees, so
 * that a bucket which somebody else has turned on since would look as if there were something to undo.
 */
export function remember(state: State): { readonly wantsOff: boolean } {
  return { wantsOff: state.enabled === false };
}

/** What a destroy has to undo. An imported resource remembers nothing: what it has is what was wanted. */
export function desiredToUndo(state: State, remembered: unknown): Desired {
  const wantsOff = (remembered as { wantsOff?: unknown } | null)?.wantsOff === true;
  return (wantsOff ? undefined : desiredOf(state)) ?? { kind: "disabled" };
}

/** Whether leaving the bucket behind turns it off, as far as anybody here has turned it on. */
export function undoes(state: State, remembered: unknown): boolean {
  return onDestroyOf(state) === "disable" && desiredToUndo(state, remembered).kind !== "disabled";
}

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
        detail: `${error.message} ${timeIsUp(operation, written)}`,
        attribute: ["timeouts", operation],
      };
    },
  };
}
