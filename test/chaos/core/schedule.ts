// Time that is no time: whatever waits is parked here, and one of them at a time goes on. Which one, a seed decides; only
// when nothing else can go on does the clock move to the next sleeper's moment.

import { setImmediate } from "node:timers/promises";
import type { Random } from "../random.ts";

/** One thing that waits for its turn. */
interface Parked {
  readonly owner: object;
  readonly go: () => void;
}

interface Sleeper extends Parked {
  readonly untilMs: number;
}

export interface Schedule {
  /** Milliseconds since 1970. */
  now(): number;
  /** Draws from this from now on: each step of a history has chance of its own. */
  use(random: Random): void;
  /** Runs `turn` when it is this owner's turn. It must be done in one go. */
  park(owner: object, turn: () => void): void;
  /** Resolves when the clock has come so far; rejects as soon as the signal aborts. */
  sleep(owner: object, ms: number, signal?: AbortSignal): Promise<void>;
  /** Forgets everything that this owner waits for: it is dead. Gives what it had parked. */
  drop(owner: object): readonly (() => void)[];
  /** Lets things happen until `work` has ended. Rejects when it waits for something that is not of this world. */
  drive<T>(work: Promise<T>): Promise<T>;
}

/** How long real I/O may take before the work counts as stuck, milliseconds. */
const PATIENCE_MS = 10_000;

export function createSchedule(startMs: number, first: Random): Schedule {
  let nowMs = startMs;
  let random = first;
  let parked: Parked[] = [];
  let sleepers: Sleeper[] = [];

  function turn(): boolean {
    if (parked.length > 0) {
      const [next] = parked.splice(parked.length === 1 ? 0 : random.int(0, parked.length - 1), 1);
      nowMs += 1;
      next?.go();
      return true;
    }
    const next = sleepers.reduce<Sleeper | undefined>(
      (first, one) => (first === undefined || one.untilMs < first.untilMs ? one : first),
      undefined,
    );
    if (next === undefined) return false;
    sleepers = sleepers.filter((one) => one !== next);
    nowMs = Math.max(nowMs, next.untilMs);
    next.go();
    return true;
  }

  return {
    now: () => nowMs,
    use(next) {
      random = next;
    },
    park(owner, go) {
      parked.push({ owner, go });
    },
    sleep: (owner, ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted === true) return reject(signal.reason);
        const sleeper = { owner, untilMs: nowMs + ms, go: resolve };
        sleepers.push(sleeper);
        signal?.addEventListener("abort", () => {
          sleepers = sleepers.filter((one) => one !== sleeper);
          reject(signal.reason);
        });
      }),
    drop(owner) {
      const dropped = parked.filter((one) => one.owner === owner);
      parked = parked.filter((one) => one.owner !== owner);
      sleepers = sleepers.filter((one) => one.owner !== owner);
      return dropped.map(({ go }) => go);
    },
    async drive(work) {
      let isDone = false;
      const ended = () => {
        isDone = true;
      };
      work.then(ended, ended);
      let idleSince: number | undefined;
      for (;;) {
        // All that can go on by itself does so before this comes back.
        await setImmediate();
        if (isDone) return work;
        if (turn()) {
          idleSince = undefined;
          continue;
        }
        idleSince ??= performance.now();
        if (performance.now() - idleSince > PATIENCE_MS) throw new Error("stuck: nothing is left to happen");
      }
    },
  };
}
