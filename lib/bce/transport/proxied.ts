// Through a proxy, or past it for the hosts of NO_PROXY. The only file that knows undici: Node's own client learned about
// proxies in 22.21 and 24.5 only. Loaded on the first request that has to look for a proxy.

import type { Wire, WireOptions } from "./wire.ts";

/** @param noProxy hosts to connect to directly, as in NO_PROXY */
export async function proxiedWire(proxy: string, noProxy: string, options: WireOptions): Promise<Wire> {
  const { EnvHttpProxyAgent } = await import("undici");
  const { connectTimeoutMs, connections, ca } = options;
  const tls = { timeout: connectTimeoutMs, allowH2: false, ...(ca === undefined ? {} : { ca }) };
  // Given all three settings, it does not look into the environment itself.
  const agent = new EnvHttpProxyAgent({
    connections,
    allowH2: false,
    connect: tls,
    requestTls: tls,
    proxyTls: tls,
    httpProxy: proxy,
    httpsProxy: proxy,
    noProxy,
  });
  return {
    exchange: async ({ body = null, ...request }, signal) => {
      // One deadline of ours covers both.
      const patience = { headersTimeout: 0, bodyTimeout: 0 };
      const answer = await agent.request({ ...request, body, signal, ...patience });
      return { status: answer.statusCode, headers: answer.headers, body: answer.body };
    },
    close: () => agent.destroy(),
  };
}
