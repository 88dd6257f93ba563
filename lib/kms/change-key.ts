import { type BceAnswer, BceError, requireNoBody } from "../bce/index.ts";
import type { KeyTarget, KmsCall, KmsClient } from "./client.ts";
import { describeKey } from "./describe-key.ts";
import type { KeyMetadata } from "./key-metadata.ts";

/** One change of a key's state: how to ask for it, and how to see that it was made. */
export type KeyChange = Pick<KmsCall, "operation"> & {
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
export async function changeKey(
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
    return key;
  }
}

/** A success that has nothing to say: EnableKey, DisableKey and CancelKeyDeletion. */
export function readNothing({ request, response }: BceAnswer): Readonly<Record<string, unknown>> {
  requireNoBody(request, response);
  return {};
}
