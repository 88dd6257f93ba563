// The real transport. The only file that knows undici, which is loaded on the first request: who only starts up does not pay.

import type { Dispatcher } from "undici";
import { BceError } from "../errors/bce-error.ts";
import { contextOf } from "../errors/from-answer.ts";
import type { BceRequest, BceResponse, ClosableTransport } from "../message.ts";
import { canonicalUri, wireQuery } from "../signer/canonical.ts";
import { trustedRoots } from "./certificates.ts";
import { proxySettings } from "./proxy.ts";
import { readText } from "./read-text.ts";

export type UndiciTransportOptions = {
  /** Read for HTTPS_PROXY, HTTP_PROXY and NO_PROXY, when the client is made. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** For the connection alone, milliseconds. @default 10000 */
  readonly connectTimeoutMs?: number | undefined;
  /** From the first byte of the request to the last of the answer, milliseconds. @default 30000 */
  readonly requestTimeoutMs?: number | undefined;
  /**
   * The largest answer to read, bytes. A bucket takes some 300 bytes in ListBuckets, so this fits an account of more than
   * 25,000, and bounds what a server gone wild can make us hold.
   * @default 8388608
   */
  readonly maxAnswerBytes?: number | undefined;
  /** Connections kept open to one host. @default 16 */
  readonly connections?: number | undefined;
  /** PEM, trusted besides the default roots. */
  readonly caCertificates?: string | undefined;
};

const DEFAULT_CONNECT_TIMEOUT_MS = 10_000;
const DEFAULT_REQUEST_TIMEOUT_MS = 30_000;
const DEFAULT_MAX_ANSWER_BYTES = 8 * 1024 * 1024;
const DEFAULT_CONNECTIONS = 16;

/**
 * HTTP/1.1 with a pool of kept connections; follows no redirect and asks for no compression. Throws `InvalidConfiguration`
 * for a broken proxy variable or certificate. Its calls reject with `Timeout`, `Cancelled`, `Unreachable`,
 * `ConnectionLost`, `TlsFailure` or `UnexpectedAnswer`.
 */
export function createUndiciTransport(options: UndiciTransportOptions): ClosableTransport {
  const requestTimeoutMs = options.requestTimeoutMs ?? DEFAULT_REQUEST_TIMEOUT_MS;
  const maxAnswerBytes = options.maxAnswerBytes ?? DEFAULT_MAX_ANSWER_BYTES;
  const connect = connector(options);
  const dispatchers = new Map<string, Promise<Dispatcher>>();
  let closed = false;

  const dispatcherFor = (scheme: string): Promise<Dispatcher> => {
    const dispatcher = dispatchers.get(scheme) ?? connect(scheme);
    dispatchers.set(scheme, dispatcher);
    return dispatcher;
  };

  return {
    send: async (request, { signal }) => {
      if (closed)
        throw new BceError("Cancelled", { ...contextOf(request), reason: "The client was closed." });
      const deadline = startDeadline(request, requestTimeoutMs, signal);
      try {
        const dispatcher = await dispatcherFor(new URL(request.origin).protocol);
        const answer = await dispatcher.request({ ...onTheWire(request), signal: deadline.signal });
        deadline.answering();
        const body = await readText(answer.body, answer.headers["content-length"], maxAnswerBytes);
        return { status: answer.statusCode, headers: plainHeaders(answer.headers), body };
      } catch (caught) {
        throw BceError.from(caught, contextOf(request)).with(contextOf(request));
      } finally {
        deadline.stop();
      }
    },
    close: async () => {
      closed = true;
      const open = await Promise.all(dispatchers.values());
      await Promise.all(open.map((dispatcher) => dispatcher.destroy()));
    },
  };
}

/** Makes the dispatcher for one scheme, since HTTP_PROXY and HTTPS_PROXY are for one scheme each. */
function connector(options: UndiciTransportOptions): (scheme: string) => Promise<Dispatcher> {
  const { httpProxy, httpsProxy, noProxy } = proxySettings(options.env);
  const ca = trustedRoots(options.caCertificates);
  const timeout = options.connectTimeoutMs ?? DEFAULT_CONNECT_TIMEOUT_MS;
  const tls = { timeout, allowH2: false, ...(ca === undefined ? {} : { ca }) };
  const pool = { connections: options.connections ?? DEFAULT_CONNECTIONS, allowH2: false };
  return async (scheme) => {
    const { Agent, EnvHttpProxyAgent } = await import("undici");
    const proxy = scheme === "https:" ? httpsProxy : httpProxy;
    if (proxy === undefined) return new Agent({ ...pool, connect: tls });
    // EnvHttpProxyAgent judges NO_PROXY; given all three, it does not look into the environment itself.
    return new EnvHttpProxyAgent({
      ...pool,
      connect: tls,
      requestTls: tls,
      proxyTls: tls,
      httpProxy: proxy,
      httpsProxy: proxy,
      noProxy,
    });
  };
}

function onTheWire(request: BceRequest): Dispatcher.RequestOptions {
  const query = wireQuery(request.query);
  return {
    origin: request.origin,
    path: canonicalUri(request.path) + (query === "" ? "" : `?${query}`),
    method: request.method,
    headers: request.headers,
    body: request.body ?? null,
    // The deadline covers both.
    headersTimeout: 0,
    bodyTimeout: 0,
  };
}

type Deadline = { readonly signal: AbortSignal; readonly answering: () => void; readonly stop: () => void };

/** One signal for the caller's wish and for our own patience; its reason is the error to throw. */
function startDeadline(request: BceRequest, timeoutMs: number, caller: AbortSignal | undefined): Deadline {
  const controller = new AbortController();
  let silence = "No answer came";
  const cancel = (): void => controller.abort(new BceError("Cancelled", contextOf(request)));
  const timer = setTimeout(() => {
    const reason = `${silence} within ${timeoutMs / 1000} s.`;
    controller.abort(new BceError("Timeout", { ...contextOf(request), reason }));
  }, timeoutMs);
  caller?.addEventListener("abort", cancel, { once: true });
  if (caller?.aborted) cancel();
  return {
    signal: controller.signal,
    answering: () => {
      silence = "The answer began but was not complete";
    },
    stop: () => {
      clearTimeout(timer);
      caller?.removeEventListener("abort", cancel);
    },
  };
}

function plainHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): BceResponse["headers"] {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(", ") : (value ?? ""),
    ]),
  );
}
