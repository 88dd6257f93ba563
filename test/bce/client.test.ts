// The layers together: what a caller of lib/bce meets.

import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it, test } from "vitest";
import { type BceClientOptions, createBceClient } from "../../lib/bce/client.ts";
import type { BceEvent } from "../../lib/bce/events.ts";
import {
  CREDENTIALS,
  everythingShownOf,
  fault,
  rejection,
  request,
  response,
  SECRETS,
  scripted,
} from "./support/requests.ts";
import { serveHttp, serveTcp } from "./support/servers.ts";

const NOW = Date.UTC(2026, 10, 23, 11, 0, 0);

const OPTIONS: BceClientOptions = {
  credentials: CREDENTIALS,
  env: {},
  clock: () => NOW,
  random: () => 0.5,
  sleep: async () => {},
};

test("each attempt is signed at its own time", async () => {
  let now = NOW;
  const wire = scripted(fault(500, "InternalError"), response());
  const client = createBceClient({
    ...OPTIONS,
    transport: wire.send,
    clock: () => now,
    sleep: async () => {
      now += 61_000;
    },
  });
  await client.send(request(), {});
  expect(wire.sent.map(({ headers }) => headers["x-bce-date"])).toEqual([
    "2026-11-23T11:00:00Z",
    "2026-11-23T11:01:01Z",
  ]);
  expect(wire.sent[0]?.headers["authorization"]).not.toBe(wire.sent[1]?.headers["authorization"]);
});

test("a request refused for its time is signed again by the cloud's", async () => {
  const skewed = fault(403, "RequestTimeTooSkewed", { date: "Mon, 23 Nov 2026 11:07:00 GMT" });
  const wire = scripted(skewed, response());
  const client = createBceClient({ ...OPTIONS, transport: wire.send });
  await client.send(request(), {});
  expect(wire.sent.map(({ headers }) => headers["x-bce-date"])).toEqual([
    "2026-11-23T11:00:00Z",
    "2026-11-23T11:07:00Z",
  ]);
});

test("events tell the story of a call, and no secret", async () => {
  const events: BceEvent[] = [];
  const throttled = fault(429, "SlowDown", { "retry-after": "1", "x-bce-request-id": "r1" });
  const skewed = fault(403, "RequestExpired", { date: "Mon, 23 Nov 2026 11:00:09 GMT" });
  const client = createBceClient({
    ...OPTIONS,
    transport: scripted(throttled, skewed, response()).send,
    onEvent: (event) => events.push(event),
  });
  await client.send(request(), {});
  const about = { operation: "GetBucketEncryption", bucket: "acme-logs", host: "acme-logs.bj.bcebos.com" };
  expect(events).toEqual([
    { kind: "request", ...about, attempt: 1, method: "GET" },
    { kind: "response", ...about, attempt: 1, status: 429, requestId: "r1", durationMs: 0 },
    { kind: "retry", ...about, attempt: 1, code: "Throttled", status: 429, waitMs: 1100 },
    { kind: "request", ...about, attempt: 2, method: "GET" },
    { kind: "response", ...about, attempt: 2, status: 403, durationMs: 0 },
    { kind: "clock-corrected", ...about, offsetMs: 9000 },
    { kind: "request", ...about, attempt: 2, method: "GET" },
    { kind: "response", ...about, attempt: 2, status: 200, durationMs: 0 },
  ]);
});

describe("no secret is shown", () => {
  it("by the client itself", () => {
    expect(everythingShownOf(createBceClient(OPTIONS))).not.toContain(CREDENTIALS.secretAccessKey);
  });

  const echo = (headers: object): string => {
    const sent = JSON.stringify(headers);
    return `${sent} ${SECRETS.secretAccessKey} ${encodeURIComponent(SECRETS.sessionToken)}`;
  };
  it.each([
    {
      name: "a refusal in JSON",
      status: 403,
      body: (text: string) => JSON.stringify({ code: text, message: text }),
    },
    { name: "a page of a proxy", status: 403, body: (text: string) => text },
    { name: "a redirect", status: 307, body: () => "" },
    { name: "a server error", status: 500, body: (text: string) => text },
  ])("by the error of $name that echoes the request", async ({ status, body }) => {
    await using server = await serveHttp((incoming, outgoing) => {
      const text = echo({
        a: incoming.headers["authorization"],
        t: incoming.headers["x-bce-security-token"],
      });
      const headers = {
        location: `http://x/?a=${incoming.headers["authorization"]}`,
        "x-bce-request-id": text,
      };
      outgoing.writeHead(status, headers).end(body(text));
    });
    const client = createBceClient({ ...OPTIONS, maxRetries: 0 });
    const error = await rejection(client.send(request({ origin: server.origin }), {}));
    await client.close();
    expect(everythingShownOf(error)).not.toMatch(/open-sesame|top==secret|top%3D%3Dsecret|[0-9a-f]{64}/);
  });

  it("by the error of bytes that are no HTTP", async () => {
    await using server = await serveTcp((socket) => socket.once("data", (data) => socket.end(data)));
    const client = createBceClient(OPTIONS);
    const error = await rejection(client.send(request({ origin: server.origin }), {}));
    await client.close();
    expect(error.code).toBe("UnexpectedAnswer");
    expect(everythingShownOf(error)).not.toMatch(/open-sesame|top==secret|[0-9a-f]{64}/);
  });
});

describe("what is slow to load", () => {
  const ask = async (env: Record<string, string>): Promise<string> => {
    const bce = join(import.meta.dirname, "../../lib/bce/index.ts");
    const script = `
    import { createRequire } from "node:module";
    const { cache } = createRequire(import.meta.url);
    const builtins = ["http", "tls"];
    const loaded = () => [
      ...builtins.filter((name) => process.moduleLoadList.includes("NativeModule " + name)),
      ...(Object.keys(cache).some((file) => file.includes("/undici/")) ? ["undici"] : []),
    ].join("+");
    const { createBceClient } = await import(${JSON.stringify(bce)});
    const client = createBceClient({ credentials: { accessKeyId: "a", secretAccessKey: "b" }, maxRetries: 0 });
    const before = loaded();
    await client.send({ operation: "X", method: "GET", origin: "http://127.0.0.1:9", path: "/", query: [], headers: {} }, {}).catch(() => {});
    console.log("[" + before + "]", "[" + loaded() + "]");
  `;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["--input-type=module", "--eval", script],
      { timeout: 30_000, env },
    );
    return stdout.trim();
  };

  it("waits for the first request; TLS for one that needs it, undici for a proxy", async () => {
    expect(await ask({})).toBe("[] [http]");
    expect(await ask({ HTTPS_PROXY: "http://127.0.0.1:9" })).toBe("[] [http]");
    expect(await ask({ HTTP_PROXY: "http://127.0.0.1:9" })).toMatch(/^\[\] \[http.*undici\]$/);
  });
});
