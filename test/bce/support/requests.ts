import { inspect } from "node:util";
import { BceError } from "../../../lib/bce/errors/bce-error.ts";
import type { BceRequest, BceResponse, Transport } from "../../../lib/bce/message.ts";

/** Words that must never turn up in an error, an event or a dump. */
export const SECRETS = { secretAccessKey: "open-sesame/1+1", sessionToken: "tok|en=top==secret" };

export const CREDENTIALS = { accessKeyId: "AKIDEXAMPLE", ...SECRETS };

export function request(changes: Partial<BceRequest> = {}): BceRequest {
  return {
    operation: "GetBucketEncryption",
    bucket: "acme-logs",
    method: "GET",
    origin: "https://acme-logs.bj.bcebos.com",
    path: "/",
    query: [["encryption", ""]],
    headers: {},
    ...changes,
  };
}

export function response(changes: Partial<BceResponse> = {}): BceResponse {
  return { status: 200, headers: {}, body: "", ...changes };
}

/** What the cloud answers to a failed call. */
export function fault(status: number, code: string, headers: Record<string, string> = {}): BceResponse {
  return { status, headers, body: JSON.stringify({ code, message: `about ${code}`, requestId: "4db2b34d" }) };
}

/** A transport that gives these answers in turn, the last one for ever; `sent` is what it was asked. */
export function scripted(...answers: readonly (BceResponse | Error)[]): {
  readonly send: Transport;
  readonly sent: BceRequest[];
} {
  const sent: BceRequest[] = [];
  const send: Transport = async (asked) => {
    const answer = answers[Math.min(sent.length, answers.length - 1)];
    sent.push(asked);
    if (answer === undefined || answer instanceof Error) throw answer;
    return answer;
  };
  return { send, sent };
}

/** The BceError that a promise rejects with; fails the test when it resolves or rejects with anything else. */
export async function rejection(promise: Promise<unknown>): Promise<BceError> {
  const caught: unknown = await promise.then(
    (value) => new Error(`resolved with ${inspect(value)}`),
    (error: unknown) => error,
  );
  if (caught instanceof BceError) return caught;
  throw caught;
}

/** Everything that a log or a terminal could show of it. */
export function everythingShownOf(value: unknown): string {
  return [
    String(value),
    JSON.stringify(value),
    inspect(value, { depth: 10, showHidden: true, getters: true }),
  ].join("\n");
}
