import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import type { BceResponse } from "../../lib/bce/message.ts";
import { createHttpTransport, type HttpTransportOptions } from "../../lib/bce/transport/http.ts";
import { rejection, request } from "./support/requests.ts";
import { CERTIFICATE, refusedOrigin, serveHttp, serveHttps, serveTcp } from "./support/servers.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

/** Sends one request through a transport of its own, closed after the test. */
function send(
  origin: string,
  options: Partial<HttpTransportOptions> = {},
  signal?: AbortSignal,
): Promise<BceResponse> {
  const transport = createHttpTransport({ env: {}, requestTimeoutMs: 10_000, ...options });
  closers.push(transport.close);
  return transport.send(request({ origin }), { signal });
}

describe("an ordinary exchange", () => {
  it("sends path and query encoded, and gives back status, headers in lower case and the body", async () => {
    const seen: unknown[] = [];
    await using server = await serveHttp((incoming, outgoing) => {
      seen.push([incoming.method, incoming.url, incoming.headers["accept-encoding"]]);
      outgoing.writeHead(404, { "X-Bce-Request-Id": "r1", "Set-Cookie": ["a", "b"], Date: "d" }).end("né");
    });
    expect(await send(server.origin)).toEqual({
      status: 404,
      headers: expect.objectContaining({ "x-bce-request-id": "r1", "set-cookie": "a, b" }),
      body: "né",
    });
    expect(seen).toEqual([["GET", "/?encryption", undefined]]);
  });

  it("sends a body with the length it says", async () => {
    await using server = await serveHttp(async (incoming, outgoing) => {
      const body = (await incoming.toArray()).join("");
      outgoing.end(`${incoming.headers["content-length"]} ${body}`);
    });
    const transport = createHttpTransport({ env: {} });
    closers.push(transport.close);
    const put = request({
      origin: server.origin,
      method: "PUT",
      body: "{é}",
      headers: { "content-length": "4" },
    });
    expect((await transport.send(put, {})).body).toBe("4 {é}");
  });

  it("follows no redirect", async () => {
    let asked = 0;
    await using server = await serveHttp((_, outgoing) => {
      asked += 1;
      outgoing.writeHead(307, { location: "/elsewhere" }).end();
    });
    expect(await send(server.origin)).toMatchObject({ status: 307, headers: { location: "/elsewhere" } });
    expect(asked).toBe(1);
  });

  it("keeps connections for the requests that follow", async () => {
    const ports = new Set<number | undefined>();
    await using server = await serveHttp((incoming, outgoing) => {
      ports.add(incoming.socket.remotePort);
      outgoing.end();
    });
    const transport = createHttpTransport({ env: {} });
    closers.push(transport.close);
    for (let sent = 0; sent < 10; sent += 1) await transport.send(request({ origin: server.origin }), {});
    // A second one is opened when the first is still being cleared up.
    expect(ports.size).toBeLessThanOrEqual(2);
  });

  it("opens no more connections than allowed", async () => {
    let open = 0;
    let most = 0;
    await using server = await serveHttp(async (_, outgoing) => {
      open += 1;
      most = Math.max(most, open);
      await setTimeout(5);
      open -= 1;
      outgoing.end();
    });
    const transport = createHttpTransport({ env: {}, connections: 2 });
    closers.push(transport.close);
    await Promise.all([1, 2, 3, 4, 5, 6].map(() => transport.send(request({ origin: server.origin }), {})));
    expect(most).toBe(2);
  });
});

describe("an answer that is too large", () => {
  it("is not read when it says so itself", async () => {
    await using server = await serveHttp((_, outgoing) => {
      outgoing.writeHead(200, { "content-length": "104857600" }).write("x");
    });
    const error = await rejection(send(server.origin));
    expect(error).toMatchObject({ code: "UnexpectedAnswer", bucket: "acme-logs", retryable: false });
    expect(error.message).toContain("larger than 8388608 bytes");
  });

  it("is left early when it streams 100 MB", async () => {
    const piece = Buffer.alloc(1024 * 1024, "x");
    let written = 0;
    let gone: Promise<unknown> | undefined;
    await using server = await serveHttp(async (_, outgoing) => {
      gone = once(outgoing, "close");
      for (let sent = 0; sent < 100 && !outgoing.destroyed; sent += 1) {
        written += piece.length;
        if (!outgoing.write(piece)) await Promise.race([once(outgoing, "drain"), gone]);
      }
      outgoing.end();
    });
    expect(await rejection(send(server.origin))).toMatchObject({ code: "UnexpectedAnswer" });
    await gone;
    expect(written).toBeLessThan(50 * 1024 * 1024);
  });

  it("may be just as large as the cap", async () => {
    await using server = await serveHttp((_, outgoing) => outgoing.end("x".repeat(1000)));
    expect((await send(server.origin, { maxAnswerBytes: 1000 })).body).toHaveLength(1000);
    expect(await rejection(send(server.origin, { maxAnswerBytes: 999 }))).toMatchObject({
      code: "UnexpectedAnswer",
    });
  });
});

describe.each([
  { name: "directly", proxied: false },
  { name: "through a proxy", proxied: true },
])("an answer that is none, $name", ({ proxied }) => {
  /** Plain HTTP is forwarded, so what answers in the proxy's place answers for the server. */
  const ask = (server: { readonly origin: string }, options: Partial<HttpTransportOptions> = {}) =>
    proxied
      ? send("http://bos.test", { env: { HTTP_PROXY: server.origin }, ...options })
      : send(server.origin, options);

  it.each([
    "101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket",
    "101 Switching Protocols",
    "101 Switching Protocols\r\nContent-Length: 2",
  ])("%j is UnexpectedAnswer at once", async (head) => {
    await using server = await serveTcp((socket) =>
      socket.once("data", () => void socket.write(`HTTP/1.1 ${head}\r\n\r\n{}`)),
    );
    const error = await rejection(ask(server));
    expect(error).toMatchObject({ code: "UnexpectedAnswer", retryable: false, mayHaveTakenEffect: true });
  });

  it("what comes before an answer is passed over", async () => {
    await using server = await serveHttp((_, outgoing) => {
      outgoing.writeProcessing();
      outgoing.writeEarlyHints({ link: "</a>; rel=preload" });
      outgoing.end("{}");
    });
    expect(await ask(server)).toMatchObject({ status: 200, body: "{}" });
  });

  it("what comes before an answer that never comes lasts no longer than a request may", async () => {
    await using server = await serveTcp((socket) => {
      const timer = setInterval(() => socket.write("HTTP/1.1 102 Processing\r\n\r\n"), 10);
      socket.on("close", () => clearInterval(timer));
    });
    expect(await rejection(ask(server, { requestTimeoutMs: 200 }))).toMatchObject({ code: "Timeout" });
  });

  it("102 and then nothing is a lost connection", async () => {
    await using server = await serveTcp((socket) =>
      socket.once("data", () => socket.end("HTTP/1.1 102 Processing\r\n\r\n")),
    );
    expect(await rejection(ask(server))).toMatchObject({ code: "ConnectionLost" });
  });

  it("trailers behind a body are no part of it", async () => {
    await using server = await serveHttp((_, outgoing) => {
      outgoing.writeHead(200, { trailer: "x-bce-request-id" });
      outgoing.write("{}");
      outgoing.addTrailers({ "x-bce-request-id": "forged" });
      outgoing.end();
    });
    const answer = await ask(server);
    expect(answer.body).toBe("{}");
    expect(answer.headers["x-bce-request-id"]).toBeUndefined();
  });
});

describe("silence", () => {
  it("before the answer is a Timeout", async () => {
    await using server = await serveHttp(() => {});
    const error = await rejection(send(server.origin, { requestTimeoutMs: 50 }));
    expect(error).toMatchObject({ code: "Timeout", retryable: true, operation: "GetBucketEncryption" });
    expect(error.message).toContain("No answer came within 0.05 s.");
  });

  it("within the answer is a Timeout that says so", async () => {
    await using server = await serveHttp((_, outgoing) => {
      outgoing.writeHead(200, { "content-length": "10" }).write("half");
    });
    const error = await rejection(send(server.origin, { requestTimeoutMs: 100 }));
    expect(error).toMatchObject({ code: "Timeout", retryable: true });
    expect(error.message).toContain("The answer began but was not complete within 0.1 s.");
  });

  it("on the way to a connection is a Timeout, of a TLS handshake too", async () => {
    await using server = await serveTcp(() => {});
    const error = await rejection(
      send(server.origin.replace("http:", "https:"), { connectTimeoutMs: 50, requestTimeoutMs: 10_000 }),
    );
    expect(error).toMatchObject({ code: "Timeout", retryable: true });
    expect(error.message).toContain("The connection took too long.");
  });

  it("while others have every connection can be cancelled", async () => {
    await using server = await serveHttp(() => {});
    const transport = createHttpTransport({ env: {}, connections: 1, requestTimeoutMs: 10_000 });
    closers.push(transport.close);
    const asked = request({ origin: server.origin });
    const first = rejection(transport.send(asked, {}));
    const waiting = rejection(transport.send(asked, { signal: AbortSignal.timeout(50) }));
    expect(await waiting).toMatchObject({ code: "Cancelled" });
    await transport.close();
    expect(await first).toMatchObject({ code: "Cancelled" });
  });

  it("can be cancelled at any moment", async () => {
    const controller = new AbortController();
    await using server = await serveHttp(() => controller.abort());
    expect(await rejection(send(server.origin, {}, controller.signal))).toMatchObject({ code: "Cancelled" });
    expect(await rejection(send(server.origin, {}, controller.signal))).toMatchObject({ code: "Cancelled" });
  });
});

describe("a connection that breaks", () => {
  it("in the middle of the body is ConnectionLost, whatever came of it", async () => {
    await using server = await serveHttp((_, outgoing) => {
      outgoing.writeHead(200, { "content-length": "100" });
      outgoing.write('{"encryptionAlgorithm":"AES256"}', () => outgoing.socket?.end());
    });
    expect(await rejection(send(server.origin))).toMatchObject({ code: "ConnectionLost", retryable: true });
  });

  it("by a reset is ConnectionLost", async () => {
    await using server = await serveTcp((socket) => socket.once("data", () => socket.resetAndDestroy()));
    expect(await rejection(send(server.origin))).toMatchObject({ code: "ConnectionLost", retryable: true });
  });

  it("without a word is ConnectionLost", async () => {
    await using server = await serveTcp((socket) => socket.once("data", () => socket.end()));
    expect(await rejection(send(server.origin))).toMatchObject({ code: "ConnectionLost", retryable: true });
  });

  it("speaking another protocol is UnexpectedAnswer", async () => {
    await using server = await serveTcp((socket) =>
      socket.once("data", () => socket.end("SSH-2.0-OpenSSH_9\r\n")),
    );
    expect(await rejection(send(server.origin))).toMatchObject({
      code: "UnexpectedAnswer",
      retryable: false,
    });
  });

  it("before it is made is Unreachable", async () => {
    const origin = await refusedOrigin();
    const error = await rejection(send(origin));
    expect(error).toMatchObject({ code: "Unreachable", host: new URL(origin).host, retryable: true });
  });
});

describe("certificates", () => {
  it("of an unknown authority are refused", async () => {
    await using server = await serveHttps((_, outgoing) => outgoing.end("fine"));
    const error = await rejection(send(server.origin));
    expect(error).toMatchObject({ code: "TlsFailure", retryable: false });
    expect(error.message).toContain("NODE_EXTRA_CA_CERTS");
  });

  it("of an authority given as PEM are trusted", async () => {
    await using server = await serveHttps((_, outgoing) => outgoing.end("fine"));
    expect((await send(server.origin, { caCertificates: CERTIFICATE })).body).toBe("fine");
  });

  it.each([
    { name: "no PEM", pem: "certificate", says: "hold no certificate" },
    { name: "a broken one", pem: CERTIFICATE.replace("MII", "AAA"), says: "cannot be read" },
  ])("that are $name are refused when the transport is made", ({ pem, says }) => {
    expect(() => createHttpTransport({ env: {}, caCertificates: pem })).toThrow(says);
  });
});

describe("closing", () => {
  it("cancels what is under way and refuses what comes after", async () => {
    const transport = createHttpTransport({ env: {} });
    await using server = await serveHttp(() => void transport.close());
    const asked = request({ origin: server.origin });
    expect(await rejection(transport.send(asked, {}))).toMatchObject({ code: "Cancelled" });
    expect(await rejection(transport.send(asked, {}))).toMatchObject({ code: "Cancelled" });
    await transport.close();
  });
});
