// Straight to the server, with Node's own client: it is there already, where undici takes half the time that a bare
// Node takes to start, and then compiles its WebAssembly parser in the background (docs/performance.md).
import type { ClientRequest, IncomingMessage } from "node:http";
import type { Readable } from "node:stream";

/** Servers close connections that nobody uses; those that do not say when are left before they do. */
const IDLE_MS = 4_000;

export function directWire(scheme: string, { connectTimeoutMs, connections, ca }: WireOptions): Wire {
  // Not imported above: who only starts up does not pay, nor for TLS who does without.
  const client = process.getBuiltinModule(scheme === "https:" ? "node:https" : "node:http");
  // Said to every connection: else NODE_TLS_REJECT_UNAUTHORIZED has a say.
  const tls = { rejectUnauthorized: true, ...(ca === undefined ? {} : { ca }) };
  const agent = new client.Agent({ keepAlive: true, maxSockets: connections, timeout: IDLE_MS, ...tls });
  return {
    exchange: ({ origin, path, method, headers, body }, signal) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        // A parser that lets more pass can be had by NODE_OPTIONS, too.
        const strict = { insecureHTTPParser: false };
        const request = client.request(origin, { agent, path, method, headers, ...strict });
        // Not left to Node's own option: a request that waits for a connection would hear of it only when it gets one.
        signal.addEventListener("abort", () => {
          request.destroy();
          reject(signal.reason);
        });
        limitConnecting(request, connectTimeoutMs);
        const answered = (answer: IncomingMessage) =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: answer });
        request.on("error", reject).once("response", answered);
        // Without a listener Node closes the connection, and says nothing to anybody.
        request.once("upgrade", (answer, socket) => {
          socket.destroy();
          answered(answer);
        });
        request.end(body);
      }),
    close: async () => agent.destroy(),
  };
}

/** Node has limits for silence, but none for the way to a connection that can be used, its TLS handshake included. */
function limitConnecting(request: ClientRequest, timeoutMs: number): void {
  request.once("socket", (socket) => {
    if (!socket.connecting) return;
    const timer = setTimeout(() => {
      request.destroy(
        Object.assign(new Error(`No connection within ${timeoutMs} ms`), { code: "ETIMEDOUT" }),
      );
    }, timeoutMs);
    const stop = () => clearTimeout(timer);
    socket.once("encrypted" in socket ? "secureConnect" : "connect", stop).once("close", stop);
  });
}

/** A request as it goes out: encoded and signed. */
export interface WireRequest {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Path and query, percent-encoded. */
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** The beginning of an answer; what is left of it comes in `body`. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Readable;
}

/** One way to a server: connections that are kept, HTTP/1.1 on them. Faults are thrown as they come. */
export interface Wire {
  readonly exchange: (request: WireRequest, signal: AbortSignal) => Promise<WireAnswer>;
  /** Drops every connection. */
  readonly close: () => Promise<void>;
}

export interface WireOptions {
  readonly connectTimeoutMs: number;
  /** Connections kept open to one host. */
  readonly connections: number;
  /** PEM of every root to trust; undefined leaves the choice to Node. */
  readonly ca: string[] | undefined;
}
