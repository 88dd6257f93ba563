import { describe, expect, it } from "vitest";
import { type Received, type Sent, send } from "./support/client.ts";
import { freshEmulator } from "./support/fresh.ts";

interface ErrorBody {
  readonly code: string;
  readonly message: string;
  readonly requestId: string;
}
const errorOf = ({ text }: Received) => JSON.parse(text) as ErrorBody;
const logs = "/acme-logs";
const key = "/acme-logs/key";

describe("what is not understood is refused by name", () => {
  it.each<[Sent, string]>([
    [{ method: "POST" }, "POST on the service"],
    [{ method: "PATCH", path: logs }, "PATCH on a bucket"],
    [{ method: "POST", path: key }, "POST on an object"],
    [{ method: "GET", path: logs, query: { cors: "" } }, '"cors"'],
    [
      { method: "GET", path: logs, query: { encryption: "", colour: "red" } },
      '"colour" in GetBucketEncryption',
    ],
    [{ method: "GET", path: logs, query: { encryption: "on" } }, '"encryption" with the value "on"'],
    [{ method: "PUT", path: logs, query: { Encryption: "" } }, '"Encryption" in CreateBucket'],
    [{ method: "DELETE", path: key, query: { versionId: "1" } }, '"versionId" in DeleteObject'],
    [{ method: "GET", query: { maxKeys: "1" } }, '"maxKeys" in ListBuckets'],
    [{ method: "PUT", path: key, headers: { "x-bce-acl": "private" } }, "x-bce-acl in PutObject"],
    [{ method: "GET", path: key, headers: { range: "bytes=0-1" } }, "range in GetObject"],
    [{ method: "GET", path: key, headers: { "if-none-match": "*" } }, "if-none-match in GetObject"],
    [{ method: "GET", path: logs, headers: { "x-bce-meta-a": "1" } }, "x-bce-meta-a in ListObjects"],
    [{ method: "GET", host: "su.bcebos.com" }, "su.bcebos.com"],
  ])("%o", async (sent, named) => {
    const answer = await send(await freshEmulator(), sent);
    expect([answer.status, errorOf(answer).code]).toEqual([501, "NotImplemented"]);
    expect(errorOf(answer).message).toContain(named);
  });

  it("but only for who may ask: the signature is judged first", async () => {
    const answer = await send(await freshEmulator(), { method: "POST", authorization: "" });
    expect([answer.status, errorOf(answer).code]).toEqual([403, "AccessDenied"]);
  });

  it("a GET or DELETE with a body, too", async () => {
    const answer = await send(await freshEmulator(), { method: "GET", path: logs, body: "text" });
    expect([answer.status, errorOf(answer).code]).toEqual([400, "EntityTooLarge"]);
  });
});

describe("an error", () => {
  it("has the cloud's form: code, message and request id, in headers too", async () => {
    const emulator = await freshEmulator({ clock: () => Date.parse("2026-11-23T12:00:00Z") });
    const signing = { timestamp: "2026-11-23T12:00:00Z" };
    const answer = await send(emulator, { method: "GET", path: "/acme-nothing", signing });
    expect(answer).toMatchObject({
      status: 404,
      headers: {
        "content-type": "application/json; charset=utf-8",
        "x-bce-request-id": errorOf(answer).requestId,
        "x-bce-debug-id": expect.stringMatching(/./) as string,
        date: "Mon, 23 Nov 2026 12:00:00 GMT",
      },
    });
    expect(errorOf(answer)).toEqual({
      code: "NoSuchBucket",
      message: "The specified bucket acme-nothing does not exist.",
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    });
  });

  it("has no body after HEAD", async () => {
    const answer = await send(await freshEmulator(), { method: "HEAD", path: "/acme-nothing" });
    expect([answer.status, answer.text]).toEqual([404, ""]);
  });
});

describe("an address", () => {
  it.each<[string, Sent]>([
    ["path style", { method: "GET", path: "/acme-logs", query: { location: "" } }],
    ["path style with a slash at the end", { method: "GET", path: "/acme-logs/", query: { location: "" } }],
    ["<bucket>.localhost", { method: "GET", host: "acme-logs.localhost:1234", query: { location: "" } }],
    ["<bucket>.127.0.0.1", { method: "GET", host: "acme-logs.127.0.0.1:1234", query: { location: "" } }],
    [
      "<bucket>.<region>.bcebos.com",
      { method: "GET", host: "acme-logs.bj.bcebos.com", query: { location: "" } },
    ],
    [
      "<region>.bcebos.com",
      { method: "GET", host: "bj.bcebos.com", path: "/acme-logs", query: { location: "" } },
    ],
    ["localhost", { method: "GET", host: "LOCALHOST:1234", path: "/acme-logs", query: { location: "" } }],
  ])("in the style %s finds the bucket", async (_name, sent) => {
    const { status, text } = await send(await freshEmulator(), sent);
    expect([status, text]).toEqual([200, '{"locationConstraint":"bj"}']);
  });

  it("in virtual-hosted style takes the whole path for the key", async () => {
    const emulator = await freshEmulator();
    await send(emulator, { method: "PUT", host: "acme-logs.localhost", path: "/a/b", body: "text" });
    expect((await send(emulator, { method: "GET", path: "/acme-logs/a/b" })).text).toBe("text");
  });

  it.each<[string, Sent, string]>([
    ["a key without a bucket", { method: "GET", path: "//key" }, "InvalidURI"],
    ["a bucket that can be none", { method: "GET", host: "a_b.localhost" }, "InvalidBucketName"],
  ])("with %s is refused", async (_name, sent, code) => {
    const answer = await send(await freshEmulator(), sent);
    expect([answer.status, errorOf(answer).code]).toEqual([400, code]);
  });
});
