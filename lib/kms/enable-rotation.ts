import { type BceAnswer, readJsonObject, unexpectedAnswer } from "../bce/index.ts";
import { changeKey } from "./change-key.ts";
import type { KeyTarget, KmsClient } from "./client.ts";

/**
 * Sets how often the key's material changes: `rotateCycle` is 7 to 365, days by that range, or 0 for never
 * (https://cloud.baidu.com/doc/KMS/s/8leqka254). Rejects with a BceError.
 */
export async function enableRotation(
  client: KmsClient,
  { rotateCycle, ...target }: KeyTarget & { readonly rotateCycle: number },
): Promise<void> {
  await changeKey(client, target, {
    operation: "EnableRotation",
    fields: { rotateCycle },
    read: readSuccess,
    isDone: (key) => key.rotateCycle === rotateCycle,
  });
}

/**
 * `{"success": 1}` is done and 0 is a failure (https://cloud.baidu.com/doc/KMS/s/8leqka254). Whatever else is answered, nothing
 * or a mere word for example, leaves it to the key to tell.
 */
function readSuccess({ request, response }: BceAnswer): Readonly<Record<string, unknown>> {
  const { success } = readJsonObject(request, response) ?? {};
  if (success === 1) return {};
  const unexpected = unexpectedAnswer(request, response, 'It has no "success" that is 1 or 0.');
  if (success !== 0 && success !== false) throw unexpected;
  const reason = `KMS answers that it failed ("success": ${success}): the rotation is as it was.`;
  const next =
    "Only an enabled, symmetric key whose material is of KMS (origin BAIDU_KMS) rotates: look at the key.";
  throw unexpected.with({ reason, next }, "InvalidRequest");
}
