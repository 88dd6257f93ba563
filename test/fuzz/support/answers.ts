// Answers that no service of ours should give, and clients that get them without a network.

import fc from "fast-check";
import { expect } from "vitest";
import { RETRYABLE } from "../../../lib/bce/errors/codes.ts";
import type { BceResponse, Transport } from "../../../lib/bce/message.ts";
import { BceError, type BosClient, createBosClient } from "../../../lib/bos/index.ts";
import { createKmsClient, type KmsClient } from "../../../lib/kms/index.ts";
import { CREDENTIALS, everythingShownOf } from "../../bce/support/requests.ts";
import {
  anyText,
  brokenJson,
  deepIn,
  deepJson,
  headers,
  json,
  leaks,
  object,
  telltale,
  text,
} from "./hostile.ts";

const status = fc.oneof(
  { weight: 6, arbitrary: fc.constant(200) },
  { weight: 2, arbitrary: fc.constantFrom(201, 202, 203, 204, 205, 206) },
  { weight: 3, arbitrary: fc.constantFrom(301, 307, 400, 401, 403, 404, 408, 409, 412, 429, 500, 501, 503) },
  { weight: 1, arbitrary: fc.integer({ min: 100, max: 999 }) },
);

const when = fc.oneof(
  anyText,
  fc.constantFrom(
    "0",
    "1",
    "99999999999",
    "-1",
    "1.5",
    "Wed, 21 Oct 2099 07:28:00 GMT",
    "Wed, 99 Foo 0000 99:99:99 GMT",
  ),
);

const CODES = [
  "AccessDenied",
  "NoSuchBucket",
  "NoSuchKey",
  "NoSuchBucketEncryption",
  "InvalidEncryptionKmsMkid",
  "RequestTimeTooSkewed",
  "RequestExpired",
  "MalformedJSON",
  "SlowDown",
  "OptInRequired",
  "constructor",
  "__proto__",
];

/** The body of an error of the cloud, or nearly so. */
const fault = fc
  .record(
    {
      code: fc.oneof(fc.constantFrom(...CODES), text, json()),
      message: fc.oneof(telltale, text, json()),
      requestId: fc.oneof(text, json()),
    },
    { requiredKeys: [] },
  )
  .map((body) => JSON.stringify(body));

/** Objects that are JSON and no answer of any call. */
export const foreign = fc.constantFrom(
  '{"code":"AccessDenied"}',
  '{"error":{"code":"AccessDenied"}}',
  '{"success":false}',
  '{"success":0}',
  '{"result":{"encryptionAlgorithm":"AES256"}}',
  '{"EncryptionAlgorithm":"AES256"}',
  '{"encryption_algorithm":"AES256"}',
  '{"Code":"Forbidden","Message":"no"}',
  '{"status":"ok"}',
  '{"__proto__":{"encryptionAlgorithm":"none"}}',
);

/** Any answer to a call whose own answers hold `names`; `likely` are bodies that come near to them. */
export function answer(names: readonly string[], likely: fc.Arbitrary<unknown>): fc.Arbitrary<BceResponse> {
  const near = likely.map((value) => JSON.stringify(value));
  return fc.record({
    status,
    headers: headers({
      date: when,
      "retry-after": when,
      location: fc.oneof(telltale, text),
      "x-bce-request-id": fc.oneof(telltale, text),
      "content-type": fc.constantFrom("application/json", "text/html"),
    }),
    body: fc.oneof(
      { weight: 5, arbitrary: near },
      { weight: 2, arbitrary: foreign },
      { weight: 2, arbitrary: fault },
      { weight: 1, arbitrary: brokenJson(near) },
      {
        weight: 1,
        arbitrary: object(fc.oneof(fc.constantFrom(...names), text), json(...names)).map((value) =>
          JSON.stringify(value),
        ),
      },
      { weight: 1, arbitrary: fc.oneof(deepJson, deepIn(...names)) },
      {
        weight: 1,
        arbitrary: fc.oneof(telltale, anyText, fc.constantFrom("", " \r\n", "<html>", "null", "[]", "true")),
      },
    ),
  });
}

/** Settings of clients that ask nobody: the transport answers, and no wait is real. */
function unconnected(send: Transport) {
  return {
    credentials: CREDENTIALS,
    transport: send,
    endpoint: "http://127.0.0.1:1",
    maxRetries: 1,
    sleep: async () => {},
    env: {},
  };
}

const always =
  (response: BceResponse): Transport =>
  async () =>
    response;

export const bosAnswering = (response: BceResponse): BosClient =>
  createBosClient(unconnected(always(response)));
export const kmsAnswering = (response: BceResponse): KmsClient =>
  createKmsClient(unconnected(always(response)));

export type Ended<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: BceError };

/** Codes that an answer may come to. `Internal` is a fault of ours. */
const CODES_OF_ANSWERS = new Set(Object.keys(RETRYABLE).filter((code) => code !== "Internal"));

/** How a call ended. Fails for what is thrown and no `BceError` with a code of the closed set, or shows a secret. */
export async function endOf<T>(call: Promise<T>): Promise<Ended<T>> {
  try {
    return { ok: true, value: await call };
  } catch (error) {
    if (!(error instanceof BceError)) throw error;
    expect(CODES_OF_ANSWERS, error.message.slice(0, 300)).toContain(error.code);
    expect(leaks(everythingShownOf(error))).toEqual([]);
    return { ok: false, error };
  }
}
