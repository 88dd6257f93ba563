// How a request finds its bucket and operation where official clients write it in other ways than ours.
import { describe, expect, it } from "vitest";
import { outcome, type Sent, send } from "./support/client.ts";
import { freshEmulator } from "./support/fresh.ts";
import { authorizationFor } from "./support/signer.ts";

const inHost = "acme-logs.localhost:1234";

describe("a version in front of the path", () => {
  it.each<[string, Pick<Sent, "path" | "host">]>([
    ["/v1 in path style", { path: "/v1/acme-logs" }],
    ["/json-api/v1 in path style", { path: "/json-api/v1/acme-logs" }],
    ["/json-api in path style", { path: "/json-api/acme-logs" }],
    ["/v1/ in virtual-hosted style", { path: "/v1/", host: inHost }],
    ["/v1 in virtual-hosted style", { path: "/v1", host: inHost }],
    ["/json-api/v1 in virtual-hosted style", { path: "/json-api/v1", host: inHost }],
    ["/json-api/ in virtual-hosted style", { path: "/json-api/", host: inHost }],
  ])("(%s) is dropped", async (_name, address) => {
    const emulator = await freshEmulator();
    const sent = { method: "GET", query: { encryption: "" }, ...address };
    expect(await outcome(emulator, sent)).toEqual([200, { encryptionAlgorithm: "none" }]);
    expect(emulator.requests[0]).toMatchObject({ bucket: "acme-logs", operation: "GetBucketEncryption" });
  });

  it("is covered by the signature", async () => {
    const emulator = await freshEmulator();
    const sent = { method: "GET", path: "/v1/acme-logs", query: { encryption: "" } };
    const withoutVersion = authorizationFor(
      { ...sent, path: "/acme-logs", headers: { host: new URL(emulator.url).host } },
      { ...emulator.credentials, timestamp: `${new Date().toISOString().slice(0, 19)}Z` },
    );
    const answer = await outcome(emulator, { ...sent, authorization: withoutVersion });
    expect(answer).toEqual([403, "SignatureDoesNotMatch"]);
  });

  it("may stand before the service, an object and the key service, too", async () => {
    const emulator = await freshEmulator();
    expect((await send(emulator, { method: "GET", path: "/v1" })).text).toContain('"name":"acme-logs"');
    await send(emulator, { method: "PUT", path: "/v1/acme-logs/a/b", body: "text" });
    expect((await send(emulator, { method: "GET", path: "/acme-logs/a/b" })).text).toBe("text");
    const list: Sent = {
      method: "POST",
      path: "/v1",
      query: { action: "ListKeys" },
      headers: { "content-type": "application/json" },
      body: "{}",
    };
    expect(await outcome(emulator, list)).toMatchObject([200, { keys: [] }]);
  });

  it.each([
    ["/v1/v1/key", "/acme-logs/v1/key"],
    ["/v1x/key", "/acme-logs/v1x/key"],
    ["/json-apis/key", "/acme-logs/json-apis/key"],
  ])("is dropped once, as a whole segment: %s", async (path, inPath) => {
    const emulator = await freshEmulator();
    await send(emulator, { method: "PUT", path, host: inHost, body: "text" });
    expect((await send(emulator, { method: "GET", path: inPath })).text).toBe("text");
  });
});

describe("x-bce-process in the query", () => {
  const upload: Sent = { method: "PUT", path: "/acme-logs/key", body: "text" };

  it.each(["x-bce-process", "x-bce-process="])("without a value is as if absent: %s", async (key) => {
    const sent = { ...upload, target: `/acme-logs/key?${key}`, query: { "x-bce-process": "" } };
    expect(await outcome(await freshEmulator(), sent)).toEqual([200]);
  });

  it("with a value is refused", async () => {
    const sent = { ...upload, query: { "x-bce-process": "image/resize" } };
    expect(await outcome(await freshEmulator(), sent)).toEqual([501, "NotImplemented"]);
  });
});

describe("a presigned URL", () => {
  it.each<[string, Sent]>([
    ["of the Java and the JavaScript SDK", { method: "GET", path: "/v1/acme-logs/key" }],
    ["for an upload", { method: "PUT", path: "/acme-logs/key", body: "text" }],
  ])("%s is not emulated, and told so", async (_name, sent) => {
    const query = { authorization: "bce-auth-v1/ak/2026-11-25T00:00:00Z/60//0", "x-bce-security-token": "t" };
    const { status, text } = await send(await freshEmulator(), { ...sent, query, authorization: "" });
    expect([status, JSON.parse(text)]).toMatchObject([
      501,
      {
        code: "NotImplemented",
        message: "Presigned URLs are not emulated: sign in the authorization header.",
      },
    ]);
  });
});

describe("what the official provider reads beside the settings", () => {
  it.each<[string, object]>([
    ["storageClass", { storageClass: "STANDARD" }],
    ["versioning", { status: "suspended" }],
  ])("%s is answered", async (subresource, expected) => {
    const emulator = await freshEmulator();
    const get = { method: "GET", path: "/acme-logs", query: { [subresource]: "" } };
    expect(await outcome(emulator, get)).toEqual([200, expected]);
    expect(await outcome(emulator, { ...get, path: "/acme-nothing" })).toEqual([404, "NoSuchBucket"]);
    // What would change it is not done.
    expect(await outcome(emulator, { ...get, method: "PUT" })).toEqual([501, "NotImplemented"]);
  });
});
