import { afterEach, describe, expect, it, vi } from "vitest";
import { unencryptedWay, verificationOff } from "../../lib/bce/protection.ts";
import { createHttpTransport } from "../../lib/bce/transport/http.ts";
import { rejection, request } from "./support/requests.ts";
import { serveHttps, serveHttpsProxy, serveProxy } from "./support/servers.ts";

describe("an endpoint without encryption", () => {
  it.each([
    "https://bos.test",
    "http://127.0.0.1:8080",
    "http://127.255.255.254",
    "http://127.1",
    "http://0x7f000001",
    "http://[::1]:8080",
    "http://[::ffff:127.0.0.1]",
    "http://localhost:8080",
    "http://LOCALHOST.",
    "http://logs.localhost:8080",
    "no endpoint at all",
  ])("is not %s", (endpoint) => {
    expect(unencryptedWay(endpoint, {})).toBeUndefined();
  });

  it.each([
    ["http://bos.test", "http://bos.test"],
    ["HTTP://Bos.Test:8080/", "http://bos.test:8080"],
    ["http://10.0.0.1", "http://10.0.0.1"],
    ["http://128.0.0.1", "http://128.0.0.1"],
    ["http://[::2]", "http://[::2]"],
    ["http://localhost.test", "http://localhost.test"],
    ["http://notlocalhost", "http://notlocalhost"],
    ["http://127.0.0.1.test", "http://127.0.0.1.test"],
  ])("is %s", (endpoint, named) => {
    expect(unencryptedWay(endpoint, {})).toBe(named);
    // As clear behind a proxy as without.
    expect(unencryptedWay(endpoint, { HTTP_PROXY: "https://proxy.test" })).toBe(named);
  });

  it("is this machine when a proxy elsewhere leads back to it", () => {
    const elsewhere = { HTTP_PROXY: "http://me:hush@proxy.test:3128" };
    const way = "http://127.0.0.1:8080 through proxy http://proxy.test:3128";
    expect(unencryptedWay("http://127.0.0.1:8080", elsewhere)).toBe(way);
    for (const env of [
      { ...elsewhere, NO_PROXY: "127.0.0.0/8" },
      { HTTP_PROXY: "http://127.0.0.1:3128" },
      { HTTPS_PROXY: "http://proxy.test:3128" },
      { HTTP_PROXY: "ftp://broken" },
    ])
      expect(unencryptedWay("http://127.0.0.1:8080", env)).toBeUndefined();
  });
});

describe("the verification of certificates", () => {
  it.each([undefined, "", "1", "false", "00"])("is on with %j, as Node has it", (value) => {
    expect(verificationOff({ NODE_TLS_REJECT_UNAUTHORIZED: value })).toBeUndefined();
  });

  it("is off with 0, and the way to an authority of one's own is told", () => {
    expect(verificationOff({ NODE_TLS_REJECT_UNAUTHORIZED: "0" })).toContain("NODE_EXTRA_CA_CERTS");
  });

  afterEach(() => vi.unstubAllEnvs());

  /** The code of the error that a request ends in, with Node's own switch set. */
  async function codeOf(origin: string, env: Readonly<Record<string, string>>): Promise<string> {
    vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
    const transport = createHttpTransport({ env, requestTimeoutMs: 5_000 });
    try {
      return (await rejection(transport.send(request({ origin }), {}))).code;
    } finally {
      await transport.close();
    }
  }

  it("cannot be switched off, whatever way a request takes", async () => {
    await using server = await serveHttps((_, outgoing) => outgoing.end("signed by nobody"));
    await using proxy = await serveProxy();
    await using secured = await serveHttpsProxy();
    expect(await codeOf(server.origin, {})).toBe("TlsFailure");
    expect(await codeOf(server.origin, { HTTPS_PROXY: proxy.origin })).toBe("TlsFailure");
    expect(proxy.asked).toEqual([`CONNECT ${server.host}`]);
    expect(await codeOf(server.origin, { HTTPS_PROXY: secured.origin })).toBe("TlsFailure");
    expect(await codeOf("http://bos.test", { HTTP_PROXY: secured.origin })).toBe("TlsFailure");
    expect(secured.asked).toEqual([]);
  });
});
