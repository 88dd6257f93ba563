import { changeKey, readNothing } from "./change-key.ts";
import type { KeyTarget, KmsClient } from "./client.ts";

/** Makes the key usable; not one that is pending deletion or import. Rejects with a BceError. */
export async function enableKey(client: KmsClient, target: KeyTarget): Promise<void> {
  await changeKey(client, target, {
    operation: "EnableKey",
    read: readNothing,
    isDone: ({ state }) => state === "enabled",
  });
}
