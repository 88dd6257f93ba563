import { type BosClient, createBosClient } from "../../../lib/bos/index.ts";
import { CREDENTIALS } from "../../bce/support/requests.ts";
import { serveHttp } from "../../bce/support/servers.ts";

export interface Answer {
  /** @default 200 */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** @default "" */
  readonly body?: string;
}

/** What arrived, as far as the tests care. */
interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly type: string | undefined;
  readonly body: string;
}

/** A client, without retries, of a server that always gives this answer; dispose of it to close both. */
export async function answering(
  answer: Answer,
): Promise<AsyncDisposable & { readonly client: BosClient; readonly seen: Seen[] }> {
  const seen: Seen[] = [];
  const server = await serveHttp(async (incoming, outgoing) => {
    const body = (await incoming.toArray()).join("");
    seen.push({ method: incoming.method, url: incoming.url, type: incoming.headers["content-type"], body });
    outgoing.writeHead(answer.status ?? 200, answer.headers).end(answer.body ?? "");
  });
  const client = createBosClient({
    credentials: CREDENTIALS,
    env: {},
    endpoint: server.origin,
    maxRetries: 0,
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
