// Which proxy to use, as the environment says and as curl reads it.

import { BceError } from "../errors/bce-error.ts";

export type ProxySettings = {
  /** For `http:` origins; undefined: connect directly. */
  readonly httpProxy: string | undefined;
  /** For `https:` origins; undefined: connect directly. */
  readonly httpsProxy: string | undefined;
  /** Hosts to connect to directly: names that also stand for their subdomains, optionally with a port, or `*`. */
  readonly noProxy: string;
};

/**
 * Reads `https_proxy`, `http_proxy`, `no_proxy` and their upper-case forms. As in curl: lower case wins, an empty value turns
 * the proxy off, a missing scheme means `http://`, `HTTP_PROXY` is never used for https, and loopback is proxied like any
 * other host unless NO_PROXY names it. Unlike curl: upper-case `HTTP_PROXY` is read too (curl fears CGI, which we are not), and
 * NO_PROXY takes no address ranges.
 *
 * Throws `InvalidConfiguration` for a value that is no URL; the value, which may hold a password, is not quoted.
 */
export function proxySettings(env: Readonly<Record<string, string | undefined>>): ProxySettings {
  return {
    httpProxy: proxyUrl("HTTP_PROXY", env["http_proxy"] ?? env["HTTP_PROXY"]),
    httpsProxy: proxyUrl("HTTPS_PROXY", env["https_proxy"] ?? env["HTTPS_PROXY"]),
    noProxy: env["no_proxy"] ?? env["NO_PROXY"] ?? "",
  };
}

function proxyUrl(name: string, value: string | undefined): string | undefined {
  const text = value?.trim() ?? "";
  if (text === "") return undefined;
  const url = text.includes("://") ? text : `http://${text}`;
  if (URL.canParse(url) && ["http:", "https:"].includes(new URL(url).protocol)) return url;
  throw new BceError("InvalidConfiguration", {
    reason: `The environment variable ${name} is not an http or https URL. Write it like "http://proxy.example:3128", or unset it.`,
  });
}
