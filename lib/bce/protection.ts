// What would take the protection of TLS away from requests: a variable of Node's, or an endpoint without it.

import { BlockList, isIP, isIPv6 } from "node:net";
import type { Environment } from "../settings/index.ts";
import { nameOfProxy, type ProxySettings, proxyFor, proxySettings } from "./transport/proxy.ts";

/** Node's switch against TLS; what it takes for off is this one text (https://nodejs.org/api/cli.html). */
export const VERIFICATION_SWITCH = "NODE_TLS_REJECT_UNAUTHORIZED";

/**
 * Why the environment is refused: with the switch off, programs answer to whoever answers them. Ours would not, since each
 * of its connections says otherwise; but who sets it believes that it works. Undefined: it is not off.
 */
export function verificationOff(env: Environment): string | undefined {
  if (env[VERIFICATION_SWITCH] !== "0") return undefined;
  return "Certificates are always verified here: without that, anybody could answer in the place of the service. Unset it. To trust a certificate authority of your own, name the file with its certificate (PEM) in NODE_EXTRA_CA_CERTS.";
}

/**
 * The way on which everybody can read requests to an endpoint, as texts name it: `http://h`, or with the proxy where only
 * that lies outside of this machine. Undefined: they are encrypted, or never leave it.
 */
export function unencryptedWay(endpoint: string, env: Environment): string | undefined {
  const url = URL.parse(endpoint);
  if (url?.protocol !== "http:") return undefined;
  if (!isLoopback(url)) return url.origin;
  const proxy = proxyIn(env, url.origin);
  if (proxy === undefined || isLoopback(new URL(proxy))) return undefined;
  return `${url.origin} through proxy ${nameOfProxy(proxy)}`;
}

/** What is at stake on such a way; follows on a sentence that names it. */
export const UNENCRYPTED_RISK =
  "Everybody on the way can read the signatures and, of temporary credentials, the session token, and can answer in the place of the service.";

function proxyIn(env: Environment, origin: string): string | undefined {
  let settings: ProxySettings;
  try {
    settings = proxySettings(env);
  } catch {
    // A broken variable is for the client to report: nothing is sent with it.
    return undefined;
  }
  return proxyFor(settings, origin);
}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet("127.0.0.0", 8, "ipv4");
LOOPBACK.addAddress("::1", "ipv6");

/** Names below `localhost` are this machine's, too (https://www.rfc-editor.org/rfc/rfc6761#section-6.3). */
function isLoopback({ hostname }: URL): boolean {
  const host = hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  if (isIP(host) !== 0) return LOOPBACK.check(host, isIPv6(host) ? "ipv6" : "ipv4");
  return host === "localhost" || host.endsWith(".localhost");
}
