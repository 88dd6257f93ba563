import { setTimeout as sleep } from "node:timers/promises";

/** What a process has said about its turn with a key: that it is about to take a number, or its number. */
export type Turn = "choosing" | number;

/** A process that may want the same turn. */
export interface Rival {
  /** Orders two that have the same number; the same in every process. */
  readonly name: string;
  readonly turn: Turn | undefined;
  /** A process that has ended waits for nothing and holds nothing. */
  isRunning(): boolean;
}

export interface Queue {
  readonly name: string;
  /** Says it to all; undefined: the turn is over. */
  say(turn: Turn | undefined): void;
  /** The others, as they are now. */
  rivals(): readonly Rival[];
}

const FIRST_WAIT_MS = 2;
const LONGEST_WAIT_MS = 50;

/**
 * Waits until no process with a smaller number is left: Lamport's bakery. Nobody takes a lock, so no lock of a process that
 * was killed has to be broken, which two could do at once.
 *
 * @returns what ends the turn
 * @throws the signal's reason
 */
export async function takeTurn(queue: Queue, signal: AbortSignal | undefined): Promise<() => void> {
  queue.say("choosing");
  const taken = queue.rivals().map(({ turn }) => (typeof turn === "number" ? turn : 0));
  const number = 1 + Math.max(0, ...taken);
  queue.say(number);
  const leave = () => queue.say(undefined);
  try {
    let waitMs = FIRST_WAIT_MS;
    while (queue.rivals().some((rival) => isFirst(rival, number, queue.name))) {
      signal?.throwIfAborted();
      await sleep(waitMs, undefined, signal && { signal });
      waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
    }
    return leave;
  } catch (error) {
    leave();
    throw signal?.aborted ? signal.reason : error;
  }
}

function isFirst({ name, turn, isRunning }: Rival, number: number, own: string): boolean {
  if (turn === undefined) return false;
  if (turn !== "choosing" && (turn > number || (turn === number && name > own))) return false;
  return isRunning();
}
