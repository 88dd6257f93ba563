import { readJsonObject, unexpectedAnswer } from "../bce/index.ts";
import { changeKey } from "./change-key.ts";
import type { KeyTarget, KmsClient } from "./client.ts";
import { isSameKey, isText } from "./key-metadata.ts";

/** Shortest and longest wait before a key is deleted, days (bos-api reference, "KMS"). */
export const DELETION_WINDOW_DAYS = { min: 7, max: 30 } as const;

/**
 * Lets the key be deleted after `windowDays`, for good, and what it has encrypted with it; until then it is unusable.
 * Rejects with a BceError.
 *
 * @returns when it will be gone, as on the wire; undefined when the cloud did not say
 */
export async function scheduleKeyDeletion(
  client: KmsClient,
  { windowDays, ...target }: KeyTarget & { readonly windowDays: number },
): Promise<string | undefined> {
  const { deletionDate } = await changeKey(client, target, {
    operation: "ScheduleKeyDeletion",
    fields: { pendingWindowInDays: windowDays },
    read: ({ request, response }) => {
      const answer = readJsonObject(request, response) ?? {};
      if (isSameKey(answer["keyId"], target.keyId) && isText(answer["deletionDate"])) return answer;
      throw unexpectedAnswer(
        request,
        response,
        "It has not both the id of the key and the date of its deletion.",
      );
    },
    isDone: ({ state }) => state === "pending-deletion",
  });
  return isText(deletionDate) ? deletionDate : undefined;
}
