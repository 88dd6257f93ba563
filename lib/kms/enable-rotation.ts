import { changeKey } from "./change-key.ts";
import type { KeyTarget, KmsClient } from "./client.ts";

/** Sets how often the key's material changes: `rotateCycle` is 7 to 365, days by that range, or 0 for never (https://cloud.baidu.com/doc/KMS/s/8leqka254). Rejects with a BceError. */
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
