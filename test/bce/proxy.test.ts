import type { Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { BceResponse } from "../../lib/bce/message.ts";
import { createHttpTransport } from "../../lib/bce/transport/http.ts";
import { proxySettings } from "../../lib/bce/transport/proxy.ts";
import { everythingShownOf, rejection, request } from "./support/requests.ts";
import {
  CERTIFICATE,
  refusedOrigin,
  serveHttp,
  serveHttps,
  serveHttpsProxy,
  serveProxy,
  serveTcp,
} from "./support/servers.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

function send(origin: string, env: Record<string, string>): Promise<BceResponse> {
  const transport = createHttpTransport({ env, caCertificates: CERTIFICATE, requestTimeoutMs: 10_000 });
  closers.push(transport.close);
  return transport.send(request({ origin, headers: { host: new URL(origin).host } }), {});
}

describe("reading the environment", () => {
  const none = { httpProxy: undefined, httpsProxy: undefined, noProxy: "" };
  it.each([
    { env: {}, expected: none },
    { env: { HTTPS_PROXY: "http://p:1" }, expected: { ...none, httpsProxy: "http://p:1" } },
    { env: { HTTP_PROXY: "http://p:1" }, expected: { ...none, httpProxy: "http://p:1" } },
    {
      env: { https_proxy: "http://low:1", HTTPS_PROXY: "http://up:1" },
      expected: { ...none, httpsProxy: "http://low:1" },
    },
    { env: { https_proxy: "", HTTPS_PROXY: "http://up:1" }, expected: none },
    { env: { https_proxy: "proxy.corp:3128" }, expected: { ...none, httpsProxy: "http://proxy.corp:3128" } },
    { env: { no_proxy: "a", NO_PROXY: "b" }, expected: { ...none, noProxy: "a" } },
  ])("$env", ({ env, expected }) => {
    expect(proxySettings(env)).toEqual(expected);
  });

  it.each(["http://me:hush@[", "ftp://me:hush@proxy", "http://me:hush%zz@proxy"])(
    "refuses %s without quoting its password",
    (url) => {
      const settings = () => proxySettings({ HTTPS_PROXY: url });
      expect(settings).toThrow("environment variable HTTPS_PROXY");
      expect(settings).toThrow(
        expect.toSatisfy((error: unknown) => !everythingShownOf(error).includes("hush")),
      );
    },
  );
});

describe("through a proxy", () => {
  it("https goes by CONNECT, loopback or not", async () => {
    await using server = await serveHttps((_, outgoing) => outgoing.end("from the server"));
    await using proxy = await serveProxy();
    expect((await send(server.origin, { HTTPS_PROXY: proxy.origin })).body).toBe("from the server");
    expect(proxy.asked).toEqual([`CONNECT ${server.host}`]);
  });

  it("the certificate must be of the host asked for, not of the proxy", async () => {
    await using server = await serveHttps((_, outgoing) => outgoing.end("from another"));
    await using proxy = await serveProxy({ connectTo: server.host });
    expect(await rejection(send("https://bos.test", { HTTPS_PROXY: proxy.origin }))).toMatchObject({
      code: "TlsFailure",
    });
  });

  it("http is forwarded, as curl does", async () => {
    await using proxy = await serveProxy();
    expect(await send("http://bos.test", { http_proxy: proxy.origin })).toMatchObject({
      body: '"from the proxy"',
    });
    expect(proxy.asked).toEqual(["GET http://bos.test/?encryption"]);
  });

  it.each([
    { name: "the host", noProxy: () => "other.test,127.0.0.1" },
    { name: "host and port", noProxy: (host: string) => host },
    { name: "a range", noProxy: () => "10.0.0.0/8,127.0.0.0/8" },
    { name: "everything", noProxy: () => "*" },
  ])("not when NO_PROXY names $name", async ({ noProxy }) => {
    await using server = await serveHttps((_, outgoing) => outgoing.end("directly"));
    await using proxy = await serveProxy();
    const env = { HTTPS_PROXY: proxy.origin, NO_PROXY: noProxy(server.host) };
    expect((await send(server.origin, env)).body).toBe("directly");
    expect(proxy.asked).toEqual([]);
  });

  it("not for https when only HTTP_PROXY is set", async () => {
    await using server = await serveHttps((_, outgoing) => outgoing.end("directly"));
    await using proxy = await serveProxy();
    expect((await send(server.origin, { HTTP_PROXY: proxy.origin })).body).toBe("directly");
    expect(proxy.asked).toEqual([]);
  });

  it("not for http when only HTTPS_PROXY is set", async () => {
    await using server = await serveHttp((_, outgoing) => outgoing.end("directly"));
    await using proxy = await serveProxy();
    expect((await send(server.origin, { HTTPS_PROXY: proxy.origin })).body).toBe("directly");
    expect(proxy.asked).toEqual([]);
  });

  it.each([403, 407])(
    "that refuses with %i is an error that says so, without the proxy's password",
    async (status) => {
      await using proxy = await serveProxy({ refuseWith: status });
      const HTTPS_PROXY = proxy.origin.replace("//", "//me:hush@");
      const error = await rejection(send("https://bos.test", { HTTPS_PROXY }));
      expect(error).toMatchObject({ code: "Unreachable", retryable: false });
      expect(error.message).toContain(`The proxy refused with status ${status}.`);
      expect(everythingShownOf(error)).not.toContain("hush");
    },
  );

  it("that is not there is Unreachable, and named", async () => {
    const proxy = await refusedOrigin();
    const env = { HTTPS_PROXY: proxy.replace("//", "//me:hush@") };
    const error = await rejection(send("https://bos.test", env));
    expect(error).toMatchObject({ code: "Unreachable", host: "bos.test", proxy });
    expect(error.message).toBe(
      `GetBucketEncryption of bucket "acme-logs" could not reach the service: host bos.test, through proxy ${proxy}. The connection to the proxy was refused. Check the proxy (HTTPS_PROXY, HTTP_PROXY), or name the host in NO_PROXY to go past it.`,
    );
    expect(everythingShownOf(error)).not.toContain("hush");
  });

  it("that refuses a request over plain HTTP is an error that says so", async () => {
    await using proxy = await serveProxy({ refuseWith: 407 });
    const error = await rejection(send("http://bos.test", { HTTP_PROXY: proxy.origin }));
    expect(error).toMatchObject({ code: "Unreachable", proxy: proxy.origin });
    expect(error.message).toContain("The proxy refused with status 407.");
  });

  it.each([
    {
      name: "closes the connection",
      onConnection: (socket: Socket) => socket.once("data", () => socket.end()),
      code: "Unreachable",
    },
    { name: "is silent", onConnection: () => {}, code: "Timeout" },
    {
      name: "is no proxy",
      onConnection: (socket: Socket) => socket.once("data", () => socket.end("SSH-2.0-OpenSSH_9\r\n")),
      code: "UnexpectedAnswer",
    },
  ])("that $name is named, too", async ({ onConnection, code }) => {
    await using proxy = await serveTcp(onConnection);
    const transport = createHttpTransport({ env: { HTTPS_PROXY: proxy.origin }, requestTimeoutMs: 300 });
    closers.push(transport.close);
    const error = await rejection(transport.send(request({ origin: "https://bos.test" }), {}));
    expect(error).toMatchObject({ code, proxy: proxy.origin });
    expect(error.message).toContain(`host bos.test, through proxy ${proxy.origin}.`);
  });

  it("a connection that breaks behind it names both", async () => {
    await using server = await serveTcp((socket) => socket.once("data", () => socket.resetAndDestroy()));
    await using proxy = await serveProxy({ connectTo: server.host });
    const error = await rejection(send("https://bos.test", { HTTPS_PROXY: proxy.origin }));
    expect(error).toMatchObject({ code: "ConnectionLost", host: "bos.test", proxy: proxy.origin });
  });
});

describe("through a proxy over TLS", () => {
  it("https and http both get there", async () => {
    await using server = await serveHttps((_, outgoing) => outgoing.end("from the server"));
    await using proxy = await serveHttpsProxy();
    const env = { HTTPS_PROXY: proxy.origin, HTTP_PROXY: proxy.origin };
    expect((await send(server.origin, env)).body).toBe("from the server");
    expect((await send("http://bos.test", env)).body).toBe('"from the proxy"');
    expect(proxy.asked).toEqual([`CONNECT ${server.host}`, "GET http://bos.test/?encryption"]);
  });
});
