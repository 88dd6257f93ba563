import { changeKey } from "./change-key.ts";
import type { KeyTarget, KmsClient } from "./client.ts";

/** Sets how often the key's material changes: `rotateCycle` in the cloud's undocumented unit, 0 is never. Rejects with a BceError. */
export async function enableRotation(
  client: KmsClient,
  { rotateCycle, ...target }: KeyTarget & { readonly rotateCycle: number },
): Promise<void> {
  await changeKey(client, target, {
    operation: "EnableRotation",
    fields: { rotateCycle },
    isDone: (key) => key.rotateCycle === rotateCycle,
  });
}
