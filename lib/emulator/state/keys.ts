import { randomUUID } from "node:crypto";
import { type KeyMetadata, type KeyOptions, keySpecs, origins, protections } from "../keys.ts";
import { isoSeconds } from "../time.ts";
import type { Cloud, Key } from "./cloud.ts";

/** Most keys in one emulator, those included that are gone. */
export const keyLimit = 10_000;

/** The state of a key that waits for its end. */
export const pendingDeletion = "pendingDeletion";

const dayMs = 24 * 60 * 60 * 1000;

/** Adds a key. The caller has made sure that its id is free. */
export function addKey(cloud: Cloud, options: KeyOptions & { readonly region: string }): Key {
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
  };
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
export function changeKeyState(key: Key, state: string): void {
  key.state = state;
  if (state !== pendingDeletion) key.deletionMs = undefined;
}

/** Lets the key come to its end in so many days from now. */
export function scheduleDeletion(cloud: Cloud, key: Key, days: number): void {
  key.state = pendingDeletion;
  key.deletionMs = cloud.clock() + days * dayMs;
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
