// Faults on the way, as Node and undici name them, in our own words.

import type { BceErrorCode } from "./codes.ts";
import { type BceErrorDetails, quote } from "./details.ts";

interface Row {
  readonly code: BceErrorCode;
  readonly reason: string;
  readonly retryable?: boolean;
}

/** By `error.code`. A name that does not exist is not tried again: it is a misspelt endpoint far more often than a fault. */
const BY_NODE_CODE: Readonly<Record<string, Row>> = {
  ENOTFOUND: { code: "Unreachable", reason: "The host name does not exist.", retryable: false },
  EAI_AGAIN: { code: "Unreachable", reason: "The host name could not be looked up." },
  ECONNREFUSED: { code: "Unreachable", reason: "The connection was refused." },
  EHOSTUNREACH: { code: "Unreachable", reason: "There is no route to the host." },
  ENETUNREACH: { code: "Unreachable", reason: "There is no route to the host's network." },
  EADDRNOTAVAIL: { code: "Unreachable", reason: "The address cannot be connected to." },
  ETIMEDOUT: { code: "Timeout", reason: "The connection took too long." },
  UND_ERR_CONNECT_TIMEOUT: { code: "Timeout", reason: "The connection could not be made in time." },
  UND_ERR_HEADERS_TIMEOUT: { code: "Timeout", reason: "No answer came in time." },
  UND_ERR_BODY_TIMEOUT: { code: "Timeout", reason: "The answer stopped coming." },
  ECONNRESET: { code: "ConnectionLost", reason: "The other side broke the connection off." },
  EPIPE: { code: "ConnectionLost", reason: "The other side closed the connection." },
  ECONNABORTED: { code: "ConnectionLost", reason: "The connection was aborted." },
  UND_ERR_SOCKET: {
    code: "ConnectionLost",
    reason: "The other side closed the connection before the answer was complete.",
  },
  UND_ERR_PRX_CONN: { code: "Unreachable", reason: "The proxy closed the connection." },
  UND_ERR_PRX_TLS: {
    code: "TlsFailure",
    reason: "The proxy's certificate is not trusted.",
    retryable: false,
  },
  UND_ERR_HEADERS_OVERFLOW: { code: "UnexpectedAnswer", reason: "The answer's headers are too large." },
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: {
    code: "ConnectionLost",
    reason: "The answer ended before its announced length.",
  },
  // undici's own assertions on a status line or an upgrade; nothing of ours asserts.
  ERR_ASSERTION: { code: "UnexpectedAnswer", reason: "The answer is not HTTP/1.1." },
  UND_ERR_DESTROYED: { code: "Cancelled", reason: "The client was closed." },
  UND_ERR_CLOSED: { code: "Cancelled", reason: "The client was closed." },
  ABORT_ERR: { code: "Cancelled", reason: "" },
};

/** What the same codes mean where a proxy stands between: the connection that Node makes is the one to the proxy. */
const ON_THE_WAY_TO_A_PROXY: Readonly<Record<string, string>> = {
  ENOTFOUND: "The proxy's host name does not exist.",
  EAI_AGAIN: "The proxy's host name could not be looked up.",
  ECONNREFUSED: "The connection to the proxy was refused.",
  EHOSTUNREACH: "There is no route to the proxy.",
  ENETUNREACH: "There is no route to the proxy's network.",
  EADDRNOTAVAIL: "The proxy's address cannot be connected to.",
  UND_ERR_CONNECT_TIMEOUT: "The connection to the proxy, or through it, could not be made in time.",
};

/** OpenSSL's and Node's codes for a certificate or a handshake that failed. */
const TLS_CODE =
  /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_SELF_SIGNED_CERT$|SELF_SIGNED_CERT_IN_CHAIN$|HOSTNAME_MISMATCH$|INVALID_CA$|EPROTO$)/;

/**
 * Judges anything thrown; what it does not know is a fault of ours.
 *
 * @param proxy the one that was on the way, without its password
 */
export function fromCause(
  caught: unknown,
  proxy?: string,
): { readonly code: BceErrorCode } & BceErrorDetails {
  for (const fault of chain(caught)) {
    const nodeCode = "code" in fault && typeof fault.code === "string" ? fault.code : "";
    // undici has no code of its own for it; read in its source, lib/dispatcher/proxy-agent.js.
    const proxyStatus = /^Proxy response \((\d{3})\)|^Proxy Authentication Required \((407)\)/.exec(
      fault.message,
    );
    if (proxyStatus) {
      const status = proxyStatus[1] ?? proxyStatus[2];
      return { code: "Unreachable", reason: `The proxy refused with status ${status}.`, retryable: false };
    }
    // undici closes the connection then, and its error has the code of one that was lost (lib/dispatcher/client-h1.js).
    if (nodeCode === "UND_ERR_SOCKET" && /^bad (upgrade|response)$/.test(fault.message))
      return { code: "UnexpectedAnswer", reason: "It is no answer to a request." };
    const row = Object.hasOwn(BY_NODE_CODE, nodeCode) ? BY_NODE_CODE[nodeCode] : undefined;
    if (row)
      return proxy === undefined ? row : { ...row, reason: ON_THE_WAY_TO_A_PROXY[nodeCode] ?? row.reason };
    if (TLS_CODE.test(nodeCode))
      return { code: "TlsFailure", reason: `${nodeCode}: ${quote(fault.message)}.` };
    if (fault.name === "HTTPParserError" || nodeCode.startsWith("HPE_")) {
      const reason =
        nodeCode === "HPE_HEADER_OVERFLOW"
          ? "The answer's headers are too large."
          : "The answer is not HTTP/1.1.";
      // Node and undici keep the raw bytes on this error, and who knows what they echo: it is the one cause we do not keep.
      return { code: "UnexpectedAnswer", reason, cause: undefined };
    }
    if (fault.name === "AbortError") return { code: "Cancelled" };
  }
  return { code: "Internal", reason: `${quote(caught instanceof Error ? caught.message : String(caught))}.` };
}

/** An error, its causes and, where several addresses were tried, the error of each; at most ten. */
function chain(caught: unknown): readonly Error[] {
  const found: Error[] = [];
  const queue: unknown[] = [caught];
  while (queue.length > 0 && found.length < 10) {
    const next = queue.shift();
    if (!(next instanceof Error)) continue;
    found.push(next);
    if (next instanceof AggregateError) queue.push(...next.errors);
    queue.push(next.cause);
  }
  return found;
}
