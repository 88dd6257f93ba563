// What the provider processes of one Terraform run tell each other, without the folder that the real ones share.

import type { LedgerNote } from "../../../lib/provider/bucket-ledger.ts";
import type { Noted, Run } from "../../../lib/provider/run/run.ts";

interface Written {
  readonly process: number;
  readonly walk: number;
  readonly key: string;
  readonly order: number;
  readonly note: LedgerNote;
}

/** One process that waits for its turn, or has it. */
interface Turn {
  readonly process: number;
  begin(): void;
}

export interface SharedRun {
  /** The part of one process. */
  join(process: number, walk: number): Run<LedgerNote>;
  /** A process that has ended holds no turn. */
  leave(process: number): void;
}

export function createSharedRun(): SharedRun {
  const notes: Written[] = [];
  const queues = new Map<string, Turn[]>();

  function end(key: string, turn: Turn): void {
    const queue = queues.get(key) ?? [];
    const wasFirst = queue[0] === turn;
    const rest = queue.filter((one) => one !== turn);
    queues.set(key, rest);
    if (wasFirst) rest[0]?.begin();
  }

  return {
    join: (process, walk) => ({
      note(key, note) {
        notes.push({ process, walk, key, order: notes.length + 1, note });
      },
      endHere() {},
      notesOn: (key) =>
        notes
          .filter((one) => one.key === key)
          .map(({ order, note, ...one }): Noted<LedgerNote> => {
            if (one.process === process) return { order, note, by: "this process" };
            return { order, note, by: one.walk === walk ? "another of this walk" : "another of this run" };
          }),
      turnWith: (key, signal) =>
        new Promise((resolve, reject) => {
          const turn: Turn = { process, begin: () => resolve(() => end(key, turn)) };
          const queue = [...(queues.get(key) ?? []), turn];
          queues.set(key, queue);
          if (queue.length === 1) turn.begin();
          signal?.addEventListener("abort", () => {
            if (queues.get(key)?.[0] === turn) return;
            end(key, turn);
            reject(signal.reason);
          });
        }),
      takeTrouble: () => undefined,
    }),
    leave(process) {
      for (const [key, queue] of queues) {
        for (const turn of queue.filter((one) => one.process === process)) end(key, turn);
      }
    },
  };
}
