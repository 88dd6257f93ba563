import type { Emulator } from "../emulator.ts";
import { deletionWindowDays } from "../keys.ts";
import type { Cloud, Key } from "../state/cloud.ts";
import { addKey, changeKeyState, findKey, keyLimit, metadataOf, scheduleDeletion } from "../state/keys.ts";

type KeyControl = Pick<Emulator, "key" | "changesOfKey" | "createKey" | "setKeyState" | "scheduleDeletion">;

/** The part of the control handle that is about KMS keys, of every region. */
export function controlKeys(cloud: Cloud, region: string): KeyControl {
  const named = (keyId: string): Key => {
    const key = findKey(cloud, keyId);
    if (key === undefined) throw new Error(`The emulator has no key ${JSON.stringify(keyId)}.`);
    return key;
  };
  return {
    key: (keyId) => {
      const key = findKey(cloud, keyId);
      return key && metadataOf(key);
    },
    changesOfKey: (keyId) => [...(cloud.keys.get(keyId) ?? named(keyId)).changes],
    createKey: (options = {}) => {
      const { keyId } = options;
      if (keyId === "") throw new Error("The id of a key must not be empty.");
      // Also when it is gone: an id is never given twice.
      if (keyId !== undefined && cloud.keys.has(keyId))
        throw new Error(`The emulator already has a key ${JSON.stringify(keyId)}.`);
      if (cloud.keys.size >= keyLimit) throw new Error(`The emulator keeps at most ${keyLimit} keys.`);
      return addKey(cloud, { region, ...options }, "control").keyId;
    },
    setKeyState: (keyId, keyState) => changeKeyState(cloud, named(keyId), keyState, "control"),
    scheduleDeletion: (keyId, days = deletionWindowDays.max) =>
      scheduleDeletion(cloud, named(keyId), days, "control"),
  };
}
