import { join } from "node:path";
import type { Plugin } from "esbuild";

/**
 * Modules of undici that no request of ours runs: HTTP/2 and SOCKS are turned off, a body is a text and no form, and of
 * its two parsers the one without SIMD does, which undici takes wherever the other one cannot be compiled.
 */
const NEVER_RUN =
  /[\\/]undici[\\/]lib[\\/](llhttp[\\/]llhttp_simd-wasm|dispatcher[\\/](client-h2|socks5-proxy-agent)|web[\\/](fetch[\\/]body|webidl[\\/]index))\.js$/;

/**
 * Puts what proxies need of undici into a program, in the place of its index, which sets up fetch, WebSocket, caches and
 * mocks as well. It is evaluated by the first request that goes through a proxy, but V8 reads every line of a script
 * before it runs the first one: the whole of undici makes each start half as long again (docs/performance.md).
 *
 * @param root the root of the repository
 */
export function lightUndici(root: string): Plugin {
  return {
    name: "light-undici",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^undici$/ }, () => ({ path: join(root, "scripts/build/light-undici.cjs") }));
      onLoad({ filter: NEVER_RUN }, () => ({ contents: "module.exports = {};", loader: "js" }));
    },
  };
}
