import { createKmsClient, type KmsClient } from "../../../lib/kms/index.ts";
import { CREDENTIALS } from "../../bce/support/requests.ts";
import { serveHttp } from "../../bce/support/servers.ts";

/** `reset`: the connection is cut without an answer. */
export type Answer = { readonly status?: number; readonly body?: string } | "reset";

/** What arrived: method, path with query, content type, and the body as the JSON it is. */
export type Seen = readonly [method: string, url: string, type: string, body: unknown];

/**
 * A client of a server that gives these answers in turn, the last one for ever; it does not wait between attempts.
 * Dispose of it to close both.
 */
export async function answering(
  answers: readonly Answer[],
  options: { readonly maxRetries?: number } = {},
): Promise<AsyncDisposable & { readonly client: KmsClient; readonly seen: Seen[] }> {
  const seen: Seen[] = [];
  const server = await serveHttp(async (incoming, outgoing) => {
    const { method = "", url = "", headers } = incoming;
    const answer = answers[Math.min(seen.length, answers.length - 1)];
    const body: unknown = JSON.parse((await incoming.toArray()).join(""));
    seen.push([method, url, headers["content-type"] ?? "", body]);
    if (answer === "reset" || answer === undefined) incoming.socket.resetAndDestroy();
    else outgoing.writeHead(answer.status ?? 200).end(answer.body ?? "");
  });
  const client = createKmsClient({
    credentials: CREDENTIALS,
    env: {},
    endpoint: server.origin,
    maxRetries: options.maxRetries ?? 0,
    sleep: async () => {},
  });
  return {
    client,
    seen,
    [Symbol.asyncDispose]: async () => {
      await client.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

export const json = (value: unknown): Answer => ({ body: JSON.stringify(value) });

/** The cloud's way to say no. */
export const fault = (status: number, code: string): Answer => ({
  status,
  body: JSON.stringify({ code, message: `about ${code}`, requestId: "r-1" }),
});

/** The one request that a call sends. */
export const post = (action: string, body: unknown): Seen => [
  "POST",
  `/?action=${action}`,
  "application/json",
  body,
];

export const target = { keyId: "k-1", region: "bj" };
