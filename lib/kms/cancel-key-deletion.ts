import { changeKey, readNothing } from "./change-key.ts";
import type { KeyTarget, KmsClient } from "./client.ts";

/** Saves a key that is pending deletion. It is disabled or enabled afterwards: read it. Rejects with a BceError. */
export async function cancelKeyDeletion(client: KmsClient, target: KeyTarget): Promise<void> {
  await changeKey(client, target, {
    operation: "CancelKeyDeletion",
    read: readNothing,
    isDone: ({ state }) => state === "enabled" || state === "disabled",
  });
}
