// Bytes that are hardly HTTP, from a server on loopback, against the real transport: straight, and through a proxy.
import type { Socket } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { RETRYABLE } from "../../lib/bce/errors/codes.ts";
import type { ClosableTransport } from "../../lib/bce/message.ts";
import { createHttpTransport } from "../../lib/bce/transport/http.ts";
import { BceError } from "../../lib/bos/index.ts";
import { everythingShownOf, request, SECRETS } from "../bce/support/requests.ts";
import { serveHttp, serveTcp, type TestServer } from "../bce/support/servers.ts";
import { leaks, text } from "./support/hostile.ts";
import { law } from "./support/law.ts";

const REQUEST_TIMEOUT_MS = 150;

/** What a server does with a connection: bytes, one piece after the other, and then the end, a reset, or silence. */
interface Script {
  readonly pieces: readonly Buffer[];
  readonly end: "end" | "reset" | "silence";
}

const statusLine = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom("HTTP/1.1 200 OK", "HTTP/1.1 200", "HTTP/1.0 404 No", "HTTP/1.1 503 x"),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      "HTTP/1.1 100 Continue",
      "HTTP/1.1 101 Switching Protocols",
      "HTTP/1.1 103 Early Hints",
      "HTTP/1.1 199 x",
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      "HTTP/2 200",
      "HTTP/1.1 99999 x",
      "HTTP/1.1 -1 x",
      "HTTP/1.1  200",
      "ICY 200 OK",
      "SSH-2.0-x",
      "HTTP/1.1 000 x",
      "\u0016\u0003\u0001",
    ),
  },
  { weight: 1, arbitrary: text },
);
const header = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.constantFrom(
      "content-length: 2",
      "transfer-encoding: chunked",
      "content-type: text/html",
      "connection: close",
    ),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      "content-length: -1",
      "content-length: 99999999999999999999",
      "content-length: 1, 2",
      "content-length: 0x10",
      "transfer-encoding: gzip",
      "transfer-encoding: chunked, chunked",
      "content-encoding: br",
      "upgrade: websocket",
      "connection: upgrade",
      "date: never",
      "location: http://evil.example/",
      ` folded: ${SECRETS.sessionToken}`,
      "__proto__: 1",
      "set-cookie: a",
      `x-long: ${"a".repeat(20_000)}`,
      "no colon at all",
      `: ${SECRETS.secretAccessKey}`,
    ),
  },
  { weight: 1, arbitrary: text },
);
const body = fc.oneof(
  fc.constantFrom(
    "{}",
    "",
    "2\r\n{}\r\n0\r\n\r\n",
    "2\r\n{",
    "zz\r\n{}",
    "FFFFFFFFFFFFFFFFF\r\n",
    "2;x=y\r\n{}\r\n0\r\nt: 1\r\n\r\n",
    "\0\0",
    "0\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
  ),
  fc.constantFrom(SECRETS.secretAccessKey, "a".repeat(70_000)),
  text,
);
const answer = fc
  .tuple(statusLine, fc.array(header, { maxLength: 3 }), body, fc.constantFrom("\r\n", "\r\n", "\r\n", "\n"))
  .map(([first, headers, rest, line]) => Buffer.from([first, ...headers, "", rest].join(line), "latin1"));

const script: fc.Arbitrary<Script> = fc.record({
  pieces: fc.oneof(
    { weight: 5, arbitrary: answer.map((all) => [all]) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(answer, fc.nat())
        .map(([all, at]) => [all.subarray(0, at % (all.length + 1)), all.subarray(at % (all.length + 1))]),
    },
    { weight: 2, arbitrary: fc.tuple(answer, answer).map((both) => [...both]) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 80 }).map((all) => [Buffer.from(all)]) },
  ),
  end: fc.oneof(
    { weight: 6, arbitrary: fc.constant("end" as const) },
    { weight: 2, arbitrary: fc.constant("reset" as const) },
    { weight: 1, arbitrary: fc.constant("silence" as const) },
  ),
});

let next: Script;
let server: TestServer;
let direct: ClosableTransport;
let proxied: ClosableTransport;

beforeAll(async () => {
  server = await serveTcp((socket: Socket) => {
    const { pieces, end } = next;
    socket.once("data", () => {
      for (const piece of pieces) socket.write(piece);
      if (end === "end") socket.end();
      if (end === "reset") setImmediate(() => socket.resetAndDestroy());
    });
  });
  const options = { requestTimeoutMs: REQUEST_TIMEOUT_MS, maxAnswerBytes: 65_536 };
  direct = createHttpTransport({ ...options, env: {} });
  proxied = createHttpTransport({ ...options, env: { HTTP_PROXY: server.origin } });
});
afterAll(async () => {
  await Promise.all([direct.close(), proxied.close()]);
  await server[Symbol.asyncDispose]();
});

/** Sends a request and judges how it ended. */
async function exchange(transport: ClosableTransport, given: Script): Promise<void> {
  next = given;
  const asked = request({ origin: server.origin, headers: { authorization: SECRETS.secretAccessKey } });
  const startedMs = performance.now();
  try {
    const { status, headers, body } = await transport.send(asked, {});
    expect(Number.isInteger(status)).toBe(true);
    expect(body).toBeTypeOf("string");
    for (const value of Object.values(headers)) expect(value).toBeTypeOf("string");
  } catch (error) {
    if (!(error instanceof BceError)) throw error;
    expect(Object.keys(RETRYABLE)).toContain(error.code);
    expect(error.code, error.message).not.toBe("Internal");
    expect(leaks(everythingShownOf(error))).toEqual([]);
  }
  // Generous: the machine may be busy, and what would hang would hang for ever.
  expect(performance.now() - startedMs).toBeLessThan(REQUEST_TIMEOUT_MS + 5_000);
}

describe("whatever comes over the wire", () => {
  law("ends in an answer or in a documented error, in its time", script, (given) => exchange(direct, given), {
    runs: 150,
  });
  law("the same through a proxy", script, (given) => exchange(proxied, given), { runs: 100 });

  law(
    "an answer that would switch protocols is refused at once",
    fc.constantFrom("direct" as const, "proxied" as const),
    async (way) => {
      next = {
        pieces: [
          Buffer.from("HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n"),
        ],
        end: "silence",
      };
      const error: unknown = await (way === "direct" ? direct : proxied)
        .send(request({ origin: server.origin }), {})
        .catch((caught: unknown) => caught);
      expect(error).toMatchObject({ code: "UnexpectedAnswer" });
    },
    { runs: 6 },
  );
});

describe("NO_PROXY", () => {
  const host = fc.constantFrom(
    "127.0.0.1",
    "127.0.0.0/8",
    "10.0.0.0/8",
    "::1",
    "[::1]",
    "localhost",
    ".localhost",
    "*",
    "*.x",
    "a:80",
    "127.0.0.1:1",
    "0/0",
    "1/99",
    "/8",
    "127.0.0.1/-1",
  );
  const list = fc
    .array(fc.oneof({ weight: 4, arbitrary: host }, text), { maxLength: 4 })
    .chain((hosts) => fc.constantFrom(",", ", ", " ", ",,").map((between) => hosts.join(between)));

  law(
    "sends a request past the proxy or to it, whatever it says",
    list,
    async (noProxy) => {
      await using origin = await serveHttp((_, outgoing) => void outgoing.end("straight"));
      await using proxy = await serveHttp((_, outgoing) => void outgoing.end("proxied"));
      const transport = createHttpTransport({
        requestTimeoutMs: 5_000,
        env: { HTTP_PROXY: proxy.origin, NO_PROXY: noProxy },
      });
      try {
        const { body } = await transport.send(request({ origin: origin.origin }), {});
        expect(["straight", "proxied"]).toContain(body);
      } catch (error) {
        // A list that cannot be understood may be refused, in words.
        expect(error).toMatchObject({ name: "BceError", code: "InvalidConfiguration" });
      } finally {
        await transport.close();
      }
    },
    { runs: 40 },
  );
});
