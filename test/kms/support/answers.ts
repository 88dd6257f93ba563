// What KMS answers in the tests of its calls, and what these send.
import type { Answer, Seen } from "../../support/answering.ts";

export const json = (value: unknown): Answer => ({ body: JSON.stringify(value) });

/** The way of KMS to say no. */
export const fault = (status: number, code: string): Answer => ({
  status,
  body: JSON.stringify({ code, message: `about ${code}`, requestId: "r-1" }),
});

/** The one request that a call sends. */
export const post = (action: string, body: unknown): Seen => ({
  method: "POST",
  url: `/?action=${action}`,
  type: "application/json",
  body: JSON.stringify(body),
});

export const target = { keyId: "k-1", region: "bj" };
