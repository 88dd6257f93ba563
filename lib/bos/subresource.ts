import { BceError, readJsonObject } from "../bce/index.ts";
import type { BosClient, BucketTarget } from "./client.ts";

/** One of a bucket's settings that is read as a JSON object. */
export type Subresource = {
  /** The API's name for the call, which is the name of the permission too. */
  readonly operation: string;
  readonly query: readonly (readonly [key: string, value: string])[];
  /** Code of the 404 that says "nothing is set"; absent where the cloud always answers with an object. */
  readonly absentCode?: string;
};

/** The setting as it is on the wire; undefined when none is set. Rejects with a BceError. */
export async function readSubresource(
  client: BosClient,
  { operation, query, absentCode }: Subresource,
  target: BucketTarget,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    const { request, response } = await client.call({ operation, method: "GET", query, ...target });
    return readJsonObject(request, response);
  } catch (caught) {
    const isAbsent = caught instanceof BceError && caught.status === 404 && caught.cloudCode === absentCode;
    if (isAbsent && absentCode !== undefined) return undefined;
    throw caught;
  }
}
