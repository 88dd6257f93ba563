// Through a proxy. The only file that knows undici: Node's own client learned about proxies in 22.21 and 24.5 only. Loaded
// with the first request that goes through one.

import { Readable } from "node:stream";
import type { Wire, WireAnswer, WireOptions } from "./direct.ts";

/** @param proxy URL, with user and password where it asks for them */
export async function proxiedWire(proxy: string, options: WireOptions): Promise<Wire> {
  const { Pool, ProxyAgent } = await import("undici");
  const { connectTimeoutMs, connections, ca } = options;
  // Said to every connection, that to the proxy included: else NODE_TLS_REJECT_UNAUTHORIZED has a say.
  const verified = { rejectUnauthorized: true, ...(ca === undefined ? {} : { ca }) };
  const tls = { timeout: connectTimeoutMs, allowH2: false, ...verified };
  const agent = new ProxyAgent({
    uri: proxy,
    connections,
    allowH2: false,
    requestTls: tls,
    proxyTls: tls,
    // What asks the proxy for a way through: that belongs to connecting.
    clientFactory: (origin, more) => new Pool(origin, { ...more, headersTimeout: connectTimeoutMs }),
  });
  return {
    exchange: ({ body = null, ...request }, signal) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        // undici would hear of it only when the proxy has let it through.
        signal.addEventListener("abort", () => reject(signal.reason));
        // One deadline of ours covers both.
        const patience = { headersTimeout: 0, bodyTimeout: 0 };
        // undici takes a 101 that names no protocol for one that more follows, and then stumbles over itself.
        const onInfo = ({ statusCode, headers }: { statusCode: number; headers: WireAnswer["headers"] }) => {
          if (statusCode === 101) resolve({ status: statusCode, headers, body: Readable.from([]) });
        };
        agent
          .request({ ...request, body, signal, onInfo, ...patience })
          .then(({ statusCode, headers, body }) => resolve({ status: statusCode, headers, body }), reject);
      }),
    close: () => agent.destroy(),
  };
}
