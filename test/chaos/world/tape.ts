// What happened, in order: the oracle's only source.

import type { EncryptionFields, OperationName } from "../../../lib/emulator/index.ts";
import type { Call } from "../core/call.ts";
import type { Act } from "../history.ts";

/** A bucket as it was: gone, off (`null`), or with these fields. */
export type BucketState = "gone" | null | EncryptionFields;

export type KeyState = string | undefined;

/** What GetBucketEncryption told whoever asked; `unreadable` for any answer that is none. */
export type Shown = { readonly setting: EncryptionFields | null } | "gone" | "unreadable";

/** One request, as it ended. */
export interface WireEvent {
  readonly kind: "request";
  readonly at: number;
  /** The virtual time at which it was sent. */
  readonly sentMs: number;
  /** The same for the moment at which its answer came. */
  readonly endedMs: number;
  /** How much later a request may be sent than an answer came that it follows at once. */
  readonly slackMs: number;
  readonly call: Call;
  readonly operation: OperationName | "Unknown";
  readonly bucket: string | undefined;
  readonly key: string | undefined;
  readonly bucketBefore: BucketState;
  readonly bucketAfter: BucketState;
  readonly keyBefore: KeyState;
  /** Of CreateKey, the new key's id. */
  readonly keyAfter: KeyState;
  /** Undefined for a request without an answer. */
  readonly status: number | undefined;
  /** Of GetBucketEncryption alone. */
  readonly shown: Shown | undefined;
  /** A look that was shown what had been there before: nobody can tell from the answer. */
  readonly isStale: boolean;
  /** Something went wrong with it on purpose. */
  readonly troubled: boolean;
  /** The time by which it was signed. */
  readonly signedAtMs: number;
  /** All buckets as they were just before. */
  readonly buckets: ReadonlyMap<string, BucketState>;
}

/** Somebody else did something. */
export interface ActEvent {
  readonly kind: "act";
  readonly at: number;
  readonly act: Act;
  readonly bucketBefore: BucketState;
  readonly bucketAfter: BucketState;
}

/** A call of the provider began, or ended. */
export interface CallEvent {
  readonly kind: "call";
  readonly at: number;
  readonly call: Call;
  readonly phase: "begin" | "end";
}

export type TapeEvent = WireEvent | ActEvent | CallEvent;

type Timeless<E> = E extends TapeEvent ? Omit<E, "at"> : never;

export interface Tape {
  readonly events: readonly TapeEvent[];
  /** Where the next event will stand. */
  readonly length: number;
  note(event: Timeless<TapeEvent>): void;
}

export function createTape(): Tape {
  const events: TapeEvent[] = [];
  return {
    events,
    get length() {
      return events.length;
    },
    note(event) {
      events.push({ ...event, at: events.length } as TapeEvent);
    },
  };
}
