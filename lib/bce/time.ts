import { setTimeout } from "node:timers/promises";

/** Milliseconds since 1970. */
export type Clock = () => number;

/** Resolves after `ms`, or rejects as soon as the signal aborts. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

export const realSleep: Sleep = async (ms, signal) => {
  await setTimeout(ms, undefined, signal === undefined ? {} : { signal });
};
