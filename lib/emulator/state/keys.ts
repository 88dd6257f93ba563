import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Actor } from "../changes.ts";
import { isoSeconds } from "../json.ts";
import { type KeyMetadata, type KeyOptions, keySpecs, origins, protections } from "../keys.ts";
import type { Cloud, Key } from "./cloud.ts";

/** Most keys in one emulator, those included that are gone. */
export const keyLimit = 10_000;

/** The state of a key that waits for its end. */
export const pendingDeletion = "pendingDeletion";

const dayMs = 24 * 60 * 60 * 1000;

/** Adds a key. The caller has made sure that its id is free. */
export function addKey(cloud: Cloud, options: KeyOptions & { readonly region: string }, by: Actor): Key {
  const { origin = origins[0] } = options;
  const key: Key = {
    keyId: options.keyId ?? randomUUID(),
    region: options.region,
    description: options.description ?? "",
    keySpec: options.keySpec ?? keySpecs[0],
    protectedBy: options.protectedBy ?? protections[0],
    origin,
    createdMs: cloud.clock(),
    state: options.keyState ?? (origin === "EXTERNAL" ? "pendingImport" : "enabled"),
    rotateCycle: options.rotateCycle ?? 0,
    changes: [],
  };
  note(cloud, key, by);
  cloud.keys.set(key.keyId, key);
  return key;
}

/** The key of this id; `undefined` also when its time is over. */
export function findKey(cloud: Cloud, keyId: string): Key | undefined {
  const key = cloud.keys.get(keyId);
  return key === undefined || isGone(cloud, key) ? undefined : key;
}

/** Whether a key that once was is deleted by now. It is remembered: what it had encrypted stays unreadable. */
export const isGone = (cloud: Cloud, { deletionMs }: Key): boolean =>
  deletionMs !== undefined && deletionMs <= cloud.clock();

/** All keys that are there, in the order of their creation. */
export const keysOf = (cloud: Cloud): readonly Key[] =>
  [...cloud.keys.values()].filter((key) => !isGone(cloud, key));

/** Changes the key's state; any but {@link pendingDeletion} saves it from deletion. */
export function changeKeyState(cloud: Cloud, key: Key, state: string, by: Actor): void {
  key.state = state;
  if (state !== pendingDeletion) key.deletionMs = undefined;
  note(cloud, key, by);
}

/** Lets the key come to its end in so many days from now. */
export function scheduleDeletion(cloud: Cloud, key: Key, days: number, by: Actor): void {
  key.state = pendingDeletion;
  key.deletionMs = cloud.clock() + days * dayMs;
  note(cloud, key, by);
}

/** Changes how often the key rotates. */
export function changeRotation(cloud: Cloud, key: Key, rotateCycle: number, by: Actor): void {
  key.rotateCycle = rotateCycle;
  note(cloud, key, by);
}

/** Remembers a state that the key has come into; what was there already leaves no trace. */
function note(cloud: Cloud, key: Key, by: Actor): void {
  const { keyState, deletionDate, rotateCycle } = metadataOf(key);
  const state = { keyState, ...(deletionDate !== undefined && { deletionDate }), rotateCycle };
  const { at: _at, by: _by, ...before } = key.changes.at(-1) ?? {};
  if (!isDeepStrictEqual(before, state)) key.changes.push({ ...state, at: cloud.clock(), by });
}

/** The key as DescribeKey shows it. */
export const metadataOf = (key: Key): KeyMetadata => ({
  keyId: key.keyId,
  description: key.description,
  keyState: key.state,
  keyUsage: "ENCRYPT_DECRYPT",
  keySpec: key.keySpec,
  protectedBy: key.protectedBy,
  origin: key.origin,
  region: key.region,
  creationDate: isoSeconds(key.createdMs),
  ...(key.deletionMs !== undefined && { deletionDate: isoSeconds(key.deletionMs) }),
  rotateCycle: key.rotateCycle,
});
