import { type BceAnswer, BceError, readJsonObject, unexpectedAnswer } from "../bce/index.ts";
import type { BosClient, BucketTarget } from "./client.ts";

/** One of a bucket's settings that is read as a JSON object. */
export type Subresource<T> = {
  /** The API's name for the call, which is the name of the permission too. */
  readonly operation: string;
  readonly query: readonly (readonly [key: string, value: string])[];
  /** What the object says; undefined for one without the documented fields: then it is nobody knows whose. */
  readonly read: (fields: Readonly<Record<string, unknown>>) => T | undefined;
  /** A 404 that says "nothing is set", and what that means; left out where there is always an object. */
  readonly absent?: { readonly code: string; readonly means: T };
};

/** The setting as `read` has it. Rejects with a BceError, `UnexpectedAnswer` for an object that is not this call's. */
export async function readSubresource<T>(
  client: BosClient,
  { operation, query, read, absent }: Subresource<T>,
  target: BucketTarget,
): Promise<T> {
  let answer: BceAnswer;
  try {
    answer = await client.call({ operation, method: "GET", query, ...target });
  } catch (caught) {
    const isAbsent = caught instanceof BceError && caught.status === 404 && caught.cloudCode === absent?.code;
    if (isAbsent && absent !== undefined) return absent.means;
    throw caught;
  }
  const { request, response } = answer;
  const setting = read(readJsonObject(request, response) ?? {});
  if (setting !== undefined) return setting;
  throw unexpectedAnswer(request, response, "It has not the fields that are documented for this call.");
}
