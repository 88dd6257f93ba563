// What a bucket went through, read from the tape.

import type { EncryptionFields } from "../../../lib/emulator/index.ts";
import type { Values } from "../core/values.ts";
import type { BucketState, Tape, WireEvent } from "../world/tape.ts";

/** Every state that the bucket had while events `from` to `to` (without it) happened, the one at `from` included. */
export function statesOf(tape: Tape, bucket: string, from: number, to: number): readonly BucketState[] {
  const states: BucketState[] = [];
  for (let at = Math.min(to, tape.length) - 1; at >= 0; at -= 1) {
    const event = tape.events[at];
    if (event === undefined || event.kind === "call") continue;
    const name = event.kind === "act" ? ("bucket" in event.act ? event.act.bucket : undefined) : event.bucket;
    if (name !== bucket) continue;
    states.push(event.bucketAfter);
    if (at < from) return states;
    states.push(event.bucketBefore);
  }
  if (states.length === 0) states.push("gone");
  return states;
}

/** What a resource wants of its bucket. */
export function wantedBy(values: Values): EncryptionFields | null {
  if (values["enabled"] === false) return null;
  const key = values["kms_master_key_id"];
  return {
    encryptionAlgorithm: String(values["sse_algorithm"] ?? "AES256"),
    ...(typeof key === "string" ? { kmsMasterKeyId: key } : {}),
  };
}

export function isAs(state: BucketState, wanted: EncryptionFields | null): boolean {
  if (state === "gone") return false;
  if (state === null || wanted === null) return state === wanted;
  return (
    state.encryptionAlgorithm === wanted.encryptionAlgorithm && state.kmsMasterKeyId === wanted.kmsMasterKeyId
  );
}

export const keyOf = (state: BucketState | undefined): string | undefined =>
  state === undefined || state === "gone" || state === null ? undefined : state.kmsMasterKeyId;

export const isOn = (state: BucketState): boolean => state !== "gone" && state !== null;

export function describe(state: BucketState): string {
  if (state === "gone") return "gone";
  if (state === null) return "off";
  const { encryptionAlgorithm, kmsMasterKeyId } = state;
  return kmsMasterKeyId === undefined
    ? encryptionAlgorithm
    : `${encryptionAlgorithm} with key ${kmsMasterKeyId.slice(-4)}`;
}

/** Requests of one process, before this one, the last first. */
export function* earlierRequests(tape: Tape, event: WireEvent): Generator<WireEvent> {
  for (let at = event.at - 1; at >= 0; at -= 1) {
    const earlier = tape.events[at];
    if (earlier?.kind === "request" && earlier.call.process === event.call.process) yield earlier;
  }
}
