import type { Environment } from "../../settings/index.ts";
// Which way a request takes: through a proxy, as the environment says and as curl reads it, or directly.

import { BlockList, isIP, isIPv6 } from "node:net";
import { BceError } from "../errors/bce-error.ts";

export interface ProxySettings {
  /** For `http:` origins; undefined: connect directly. */
  readonly httpProxy: string | undefined;
  /** For `https:` origins; undefined: connect directly. */
  readonly httpsProxy: string | undefined;
  /** Which hosts to connect to directly: see {@link bypassesProxy}. */
  readonly noProxy: string;
}

/**
 * Reads `https_proxy`, `http_proxy`, `no_proxy` and their upper-case forms. As in curl: lower case wins, an empty value turns
 * the proxy off, a missing scheme means `http://`, `HTTP_PROXY` is never used for https, and loopback is proxied like any
 * other host unless NO_PROXY names it. Unlike curl: upper-case `HTTP_PROXY` is read too (curl fears CGI, which we are not).
 *
 * Throws `InvalidConfiguration` for a value that is no URL; the value, which may hold a password, is not quoted.
 */
export function proxySettings(env: Environment): ProxySettings {
  return {
    httpProxy: proxyUrl("HTTP_PROXY", env["http_proxy"] ?? env["HTTP_PROXY"]),
    httpsProxy: proxyUrl("HTTPS_PROXY", env["https_proxy"] ?? env["HTTPS_PROXY"]),
    noProxy: env["no_proxy"] ?? env["NO_PROXY"] ?? "",
  };
}

/** The proxy that a request to `origin` goes through; undefined: it goes directly. */
export function proxyFor(
  { httpProxy, httpsProxy, noProxy }: ProxySettings,
  origin: string,
): string | undefined {
  const proxy = new URL(origin).protocol === "https:" ? httpsProxy : httpProxy;
  return proxy === undefined || bypassesProxy(noProxy, origin) ? undefined : proxy;
}

/** A proxy as errors name it: without user and password. */
export const nameOfProxy = (proxy: string): string => new URL(proxy).origin;

/**
 * Whether NO_PROXY names the host of a URL, as curl (https://curl.se/libcurl/c/CURLOPT_NOPROXY.html) and Go
 * (https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config) read it. Its entries stand between commas or blanks:
 *
 * - `bcebos.com`, `.bcebos.com`: the name and all names below it; `*.bcebos.com`: only those below it;
 * - `10.1.2.3`, `fd00::1`, `[fd00::1]`: the address; `10.0.0.0/8`, `fd00::/8`: every address of the range. No name is
 *   looked up: a host that is written as a name is in no range;
 * - `*`: every host. All but ranges may end with a port: `host:8443`, `[fd00::1]:8443`.
 *
 * What is none of these names nobody.
 */
export function bypassesProxy(noProxy: string, url: string): boolean {
  const { protocol, hostname, port } = new URL(url);
  const host = bare(hostname);
  const hostPort = port || (protocol === "https:" ? "443" : "80");
  return noProxy.split(/[\s,]+/).some((entry) => entry !== "" && names(entry, host, hostPort));
}

function names(entry: string, host: string, port: string): boolean {
  const [, range = "", bits] = /^(.+)\/(\d{1,3})$/.exec(entry) ?? [];
  if (bits !== undefined) return isIP(host) !== 0 && isWithin(host, bare(range), Number(bits));
  // More than one colon without brackets is an address of IPv6, which can have no port then.
  const [, name = entry, ownPort] = /^(\[.*\]|[^:]*)(?::(\d+))?$/.exec(entry) ?? [];
  if (ownPort !== undefined && Number(ownPort) !== Number(port)) return false;
  if (name === "*") return true;
  const named = bare(name);
  if (isIP(host) !== 0 || isIP(named) !== 0) return isWithin(host, named, undefined);
  const below = asciiName(named.replace(/^\*?\./, ""));
  return below !== "" && (host.endsWith(`.${below}`) || (host === below && !named.startsWith("*")));
}

/** Whether an address is in a range, or is the other one; false when either is no address. */
function isWithin(address: string, network: string, bits: number | undefined): boolean {
  if (isIP(address) === 0 || isIP(network) === 0) return false;
  const longest = isIPv6(network) ? 128 : 32;
  if (bits !== undefined && bits > longest) return false;
  const range = new BlockList();
  range.addSubnet(network, bits ?? longest, familyOf(network));
  return range.check(address, familyOf(address));
}

const familyOf = (address: string) => (isIPv6(address) ? "ipv6" : "ipv4");

/** Without the brackets of IPv6 and the dot that may end a full name. */
const bare = (host: string): string => host.replace(/^\[(.*)\]$/, "$1").replace(/(.)\.$/, "$1");

/** As a URL has it, in lower case and ASCII; empty for what is no name. */
const asciiName = (name: string): string =>
  /[/:@?#\\]/.test(name) ? "" : (URL.parse(`http://${name}`)?.hostname ?? "");

function proxyUrl(name: string, value: string | undefined): string | undefined {
  const text = value?.trim() ?? "";
  if (text === "") return undefined;
  const full = text.includes("://") ? text : `http://${text}`;
  const url = URL.parse(full);
  if (url !== null && ["http:", "https:"].includes(url.protocol) && isDecodable(url)) return full;
  throw new BceError("InvalidConfiguration", {
    reason: `The environment variable ${name} is not an http or https URL. Write it like "http://proxy.example:3128", or unset it.`,
  });
}

/** Whether user and password can be sent: they are percent-encoded in a URL. */
function isDecodable({ username, password }: URL): boolean {
  try {
    decodeURIComponent(username);
    decodeURIComponent(password);
    return true;
  } catch {
    return false;
  }
}
