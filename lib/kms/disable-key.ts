import { changeKey, readNothing } from "./change-key.ts";
import type { KeyTarget, KmsClient } from "./client.ts";

/** Makes the key unusable until it is enabled again: what it has encrypted cannot be read meanwhile. Rejects with a BceError. */
export async function disableKey(client: KmsClient, target: KeyTarget): Promise<void> {
  await changeKey(client, target, {
    operation: "DisableKey",
    read: readNothing,
    isDone: ({ state }) => state === "disabled",
  });
}
