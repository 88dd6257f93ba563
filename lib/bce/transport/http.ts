import type { Environment } from "../../settings/index.ts";
// The real transport: one request to one answer, within its time and its size.

import { X509Certificate } from "node:crypto";
import type { Readable } from "node:stream";
import { BceError } from "../errors/bce-error.ts";
import { contextOf } from "../errors/from-answer.ts";
import type { BceRequest, BceResponse, ClosableTransport } from "../message.ts";
import { canonicalUri, wireQuery } from "../signer.ts";
import { directWire, type Wire, type WireAnswer, type WireRequest } from "./direct.ts";
import { proxiedWire } from "./proxied.ts";
import { nameOfProxy, proxyFor, proxySettings } from "./proxy.ts";

export interface HttpTransportOptions {
  /** Read for HTTPS_PROXY, HTTP_PROXY and NO_PROXY, when the client is made. */
  readonly env: Environment;
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
}

const DEFAULT_CONNECT_TIMEOUT_MS = 10_000;
const DEFAULT_REQUEST_TIMEOUT_MS = 30_000;
const DEFAULT_MAX_ANSWER_BYTES = 8 * 1024 * 1024;
const DEFAULT_CONNECTIONS = 16;

/**
 * HTTP/1.1 with a pool of kept connections; follows no redirect and asks for no compression. Throws `InvalidConfiguration`
 * for a broken proxy variable or certificate. Its calls reject with `Timeout`, `Cancelled`, `Unreachable`,
 * `ConnectionLost`, `TlsFailure` or `UnexpectedAnswer`.
 */
export function createHttpTransport(options: HttpTransportOptions): ClosableTransport {
  const requestTimeoutMs = options.requestTimeoutMs ?? DEFAULT_REQUEST_TIMEOUT_MS;
  const maxAnswerBytes = options.maxAnswerBytes ?? DEFAULT_MAX_ANSWER_BYTES;
  const wayTo = ways(options);
  const wires = new Map<string, Promise<Wire>>();
  const closing = new AbortController();

  const wireOf = ({ key, open }: Way): Promise<Wire> => {
    const wire = wires.get(key) ?? open();
    wires.set(key, wire);
    return wire;
  };

  return {
    send: async (request, { signal }) => {
      const deadline = startDeadline(request, requestTimeoutMs, [signal, closing.signal]);
      const way = wayTo(request.origin);
      try {
        deadline.signal.throwIfAborted();
        const wire = await wireOf(way);
        const answer = await wire.exchange(onTheWire(request), deadline.signal);
        deadline.answering();
        if (answer.status < 200) throw neverFinal(answer);
        const body = await readText(answer.body, answer.headers["content-length"], maxAnswerBytes);
        return { status: answer.status, headers: plainHeaders(answer.headers), body };
      } catch (caught) {
        // What an abort breaks on its way is no fault of its own.
        const fault: unknown = deadline.signal.aborted ? deadline.signal.reason : caught;
        const about = { ...contextOf(request), ...(way.proxy !== undefined && { proxy: way.proxy }) };
        throw BceError.from(fault, about).with(about);
      } finally {
        deadline.stop();
      }
    },
    close: async () => {
      closing.abort();
      const open = await Promise.all(wires.values());
      await Promise.all(open.map((wire) => wire.close()));
    },
  };
}

/** How requests get to an origin; those that have the same key share their connections. */
interface Way {
  readonly key: string;
  /** What it leads through, as errors name it; undefined: it leads there directly. */
  readonly proxy: string | undefined;
  readonly open: () => Promise<Wire>;
}

function ways(options: HttpTransportOptions): (origin: string) => Way {
  const settings = proxySettings(options.env);
  const wireOptions = {
    connectTimeoutMs: options.connectTimeoutMs ?? DEFAULT_CONNECT_TIMEOUT_MS,
    connections: options.connections ?? DEFAULT_CONNECTIONS,
    ca: trustedRoots(options.caCertificates),
  };
  return (origin) => {
    const proxy = proxyFor(settings, origin);
    if (proxy !== undefined)
      return { key: proxy, proxy: nameOfProxy(proxy), open: () => proxiedWire(proxy, wireOptions) };
    const scheme = new URL(origin).protocol;
    return { key: scheme, proxy, open: async () => directWire(scheme, wireOptions) };
  };
}

/** 101 gives the connection over to another protocol, which nobody asked for; the others come before an answer. */
function neverFinal({ status, body }: WireAnswer): BceError {
  body.on("error", () => {}).destroy();
  return new BceError("UnexpectedAnswer", { status, reason: "It is no answer to a request." });
}

function onTheWire({ origin, path, query, method, headers, body }: BceRequest): WireRequest {
  const text = wireQuery(query);
  return { origin, path: canonicalUri(path) + (text === "" ? "" : `?${text}`), method, headers, body };
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

/** Reads a whole body as UTF-8. Beyond `maxBytes` it stops, drops the connection and throws `UnexpectedAnswer`. */
async function readText(
  body: Readable,
  contentLength: string | string[] | undefined,
  maxBytes: number,
): Promise<string> {
  const chunks: Buffer[] = [];
  let size = Number(contentLength ?? 0);
  if (size <= maxBytes) {
    size = 0;
    // Leaving the loop destroys the body, and with it the connection.
    for await (const chunk of body as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) break;
      chunks.push(chunk);
    }
    if (size <= maxBytes) return Buffer.concat(chunks).toString("utf8");
  }
  body.on("error", () => {}).destroy();
  throw new BceError("UnexpectedAnswer", { reason: `The answer is larger than ${maxBytes} bytes.` });
}

interface Deadline {
  /** Aborts when there is no more to wait for; its reason is the BceError to throw. */
  readonly signal: AbortSignal;
  /** To be called when the answer begins: the reason then says so. */
  readonly answering: () => void;
  readonly stop: () => void;
}

/** One signal for a cancellation by the caller and for the time that a request may take. */
function startDeadline(
  request: BceRequest,
  timeoutMs: number,
  others: readonly (AbortSignal | undefined)[],
): Deadline {
  const controller = new AbortController();
  let silence = "No answer came";
  const cancel = (): void => controller.abort(new BceError("Cancelled", contextOf(request)));
  const timer = setTimeout(() => {
    const reason = `${silence} within ${timeoutMs / 1000} s.`;
    controller.abort(new BceError("Timeout", { ...contextOf(request), reason }));
  }, timeoutMs);
  for (const other of others) other?.addEventListener("abort", cancel, { once: true });
  if (others.some((other) => other?.aborted)) cancel();
  return {
    signal: controller.signal,
    answering: () => {
      silence = "The answer began but was not complete";
    },
    stop: () => {
      clearTimeout(timer);
      for (const other of others) other?.removeEventListener("abort", cancel);
    },
  };
}

/**
 * The roots to trust: Node's own, with those of NODE_EXTRA_CA_CERTS, and the given PEM on top.
 * Undefined leaves the choice to Node. Throws `InvalidConfiguration` for a PEM that holds no certificate or a broken one,
 * which TLS itself would pass over in silence.
 */
function trustedRoots(caCertificates: string | undefined): string[] | undefined {
  if (caCertificates === undefined) return undefined;
  const blocks = caCertificates.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) throw invalid("hold no certificate in PEM form");
  for (const block of blocks) {
    try {
      new X509Certificate(block);
    } catch (cause) {
      throw invalid("hold one that cannot be read", cause);
    }
  }
  // Not imported above: most endpoints need no roots of their own, and TLS is slow to load.
  const { getCACertificates } = process.getBuiltinModule("node:tls");
  return [...getCACertificates("default"), ...blocks];
}

function invalid(what: string, cause?: unknown): BceError {
  return new BceError("InvalidConfiguration", {
    reason: `The CA certificates ${what}. Give one or more blocks from "-----BEGIN CERTIFICATE-----" to "-----END CERTIFICATE-----".`,
    cause,
  });
}
