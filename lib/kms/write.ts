// The calls of KMS that make or change a key: the one door to them, which only the key resource may use.
// Must not hold: anything that only reads, or the decision to change a key.
import {
  type BceAnswer,
  BceError,
  quote,
  readJsonObject,
  requireNoBody,
  unexpectedAnswer,
} from "../bce/index.ts";
import type { KeyTarget, KmsCall, KmsClient } from "./client.ts";
import { isSameKey, isText, type KeyMetadata, parseKeyMetadata } from "./key.ts";
import { describeKey } from "./read.ts";

/** What the new key shall be; the cloud decides what is left out. Words as on the wire (https://github.com/baidubce/bce-sdk-go, docs/wire.md). */
export interface NewKey {
  /** No call changes it later. */
  readonly description?: string | undefined;
  /** E.g. `BAIDU_AES_256`, `SM4_128`. */
  readonly keySpec?: string | undefined;
  /** `SOFTWARE` or `HSM`. */
  readonly protectedBy?: string | undefined;
  /** `BAIDU_KMS`, or `EXTERNAL` for material that is imported later. */
  readonly origin?: string | undefined;
  /** Unit undocumented; 0 is never. */
  readonly rotateCycle?: number | undefined;
}

/**
 * Makes a key and gives its id. It is the one call here that would do twice what is sent twice, so it is not sent again
 * once the cloud may have acted; the error's message then says so, and how to look for the key.
 */
export async function createKey(
  client: KmsClient,
  {
    key,
    ...where
  }: { readonly key: NewKey; readonly region: string; readonly signal?: AbortSignal | undefined },
): Promise<string> {
  try {
    const { request, response } = await client.call({
      operation: "CreateKey",
      isWrite: true,
      fields: { ...key, keyUsage: "ENCRYPT_DECRYPT" },
      ...where,
    });
    const metadata = readJsonObject(request, response)?.["keyMetadata"];
    const created = parseKeyMetadata(metadata);
    if (created !== undefined) return created.keyId;
    const keyId =
      typeof metadata === "object" && metadata !== null && "keyId" in metadata ? metadata.keyId : "";
    // An id alone may be anybody's. If it is KMS's after all, the key must not get lost: KMS knows it then.
    if (isText(keyId) && (await isKnown(client, { keyId, ...where }))) return keyId;
    throw unexpectedAnswer(
      request,
      response,
      `It has no "keyMetadata" with the id and the state of the key${isText(keyId) ? `, only an id that KMS does not confirm: ${quote(keyId)}` : ""}.`,
    );
  } catch (caught) {
    throw caught instanceof BceError && isInDoubt(caught) ? inDoubt(caught, key, where.region) : caught;
  }
}

async function isKnown(client: KmsClient, target: KeyTarget): Promise<boolean> {
  return describeKey(client, target).then(
    () => true,
    () => false,
  );
}

/** A call that the user cancels may be on its way already. */
const isInDoubt = (error: BceError): boolean => error.mayHaveTakenEffect || error.code === "Cancelled";

function inDoubt(error: BceError, { description }: NewKey, region: string): BceError {
  const which =
    description === undefined || description === ""
      ? "newest key without a description"
      : `newest key with the description ${JSON.stringify(description)}`;
  return error.with({
    next: `A key may have been created all the same, and was not asked for a second time. Look in the console of KMS, region ${region}, for the ${which}: import it if it is there, else run again.`,
  });
}

/** Makes the key usable; not one that is pending deletion or import. Rejects with a BceError. */
export async function enableKey(client: KmsClient, target: KeyTarget): Promise<void> {
  await changeKey(client, target, {
    operation: "EnableKey",
    read: readNothing,
    isDone: ({ state }) => state === "enabled",
  });
}

/** Makes the key unusable until it is enabled again: what it has encrypted cannot be read meanwhile. Rejects with a BceError. */
export async function disableKey(client: KmsClient, target: KeyTarget): Promise<void> {
  await changeKey(client, target, {
    operation: "DisableKey",
    read: readNothing,
    isDone: ({ state }) => state === "disabled",
  });
}

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

/** Saves a key that is pending deletion. It is disabled or enabled afterwards: read it. Rejects with a BceError. */
export async function cancelKeyDeletion(client: KmsClient, target: KeyTarget): Promise<void> {
  await changeKey(client, target, {
    operation: "CancelKeyDeletion",
    read: readNothing,
    isDone: ({ state }) => state === "enabled" || state === "disabled",
  });
}

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

/** One change of a key's state: how to ask for it, and how to see that it was made. */
type KeyChange = Pick<KmsCall, "operation"> & {
  /** The body's fields beside `keyId`. */
  readonly fields?: KmsCall["fields"];
  /** What the answer of a success says. Throws for one that is not of this call: a foreign 200 has changed nothing. */
  readonly read: (answer: BceAnswer) => Readonly<Record<string, unknown>>;
  readonly isDone: (key: KeyMetadata) => boolean;
};

/**
 * Sends a change that may be sent twice. When its effect is in doubt, because an answer was lost (the next attempt is then
 * refused, as the key has left the state to change) or is not the API's, the key itself decides.
 *
 * @returns the answer's body, empty where the cloud gives none; or the key, where it had to be asked
 */
async function changeKey(
  client: KmsClient,
  { keyId, ...where }: KeyTarget,
  { operation, fields, read, isDone }: KeyChange,
): Promise<Readonly<Record<string, unknown>>> {
  try {
    const call = { operation, key: keyId, isWrite: true, fields: { keyId, ...fields }, ...where } as const;
    return read(await client.call(call));
  } catch (caught) {
    if (!(caught instanceof BceError && caught.mayHaveTakenEffect)) throw caught;
    const key = await describeKey(client, { keyId, ...where }).catch(() => undefined);
    if (key === undefined || !isDone(key)) throw caught;
    return { ...key };
  }
}

/** A success that has nothing to say: EnableKey, DisableKey and CancelKeyDeletion. */
function readNothing({ request, response }: BceAnswer): Readonly<Record<string, unknown>> {
  requireNoBody(request, response);
  return {};
}
