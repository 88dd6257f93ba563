// Clients of a server that answers as a test says, whatever it is asked.
import { type BosClient, createBosClient } from "../../lib/bos/index.ts";
import { createKmsClient, type KmsClient } from "../../lib/kms/index.ts";
import { CREDENTIALS } from "../bce/support/requests.ts";
import { serveHttp } from "../bce/support/servers.ts";

/** `reset`: the connection is cut without an answer. */
export type Answer =
  | {
      /** @default 200 */
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** @default "" */
      readonly body?: string;
    }
  | "reset";

/** What arrived, as far as the tests care. */
export interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly type: string | undefined;
  readonly body: string;
}

/** The client of a server, and what the server has seen; dispose of it to close both. */
export interface Answering<Client> extends AsyncDisposable {
  readonly client: Client;
  readonly seen: readonly Seen[];
}

/** A client of BOS, without retries, that always gets this answer. */
export const answeringBos = (answer: Answer): Promise<Answering<BosClient>> =>
  answering([answer], (endpoint) =>
    createBosClient({ credentials: CREDENTIALS, env: {}, endpoint, maxRetries: 0 }),
  );

/** A client of KMS that gets these answers in turn, the last one for ever; it does not wait between attempts. */
export const answeringKms = (
  answers: readonly Answer[],
  { maxRetries = 0 }: { readonly maxRetries?: number } = {},
): Promise<Answering<KmsClient>> =>
  answering(answers, (endpoint) =>
    createKmsClient({ credentials: CREDENTIALS, env: {}, endpoint, maxRetries, sleep: async () => {} }),
  );

async function answering<Client extends { close(): Promise<void> }>(
  answers: readonly Answer[],
  connect: (endpoint: string) => Client,
): Promise<Answering<Client>> {
  const seen: Seen[] = [];
  const server = await serveHttp(async (incoming, outgoing) => {
    const { method, url, headers } = incoming;
    const answer = answers[Math.min(seen.length, answers.length - 1)];
    const body = (await incoming.toArray()).join("");
    seen.push({ method, url, type: headers["content-type"], body });
    if (answer === "reset" || answer === undefined) incoming.socket.resetAndDestroy();
    else outgoing.writeHead(answer.status ?? 200, answer.headers).end(answer.body ?? "");
  });
  const client = connect(server.origin);
  return {
    client,
    seen,
    [Symbol.asyncDispose]: async () => {
      await client.close();
      await server[Symbol.asyncDispose]();
    },
  };
}
