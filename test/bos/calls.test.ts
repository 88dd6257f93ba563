// The typed calls against a server that answers whatever the row says.

import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { createBosClient, getBucketEncryption, headBucket, listBuckets } from "../../lib/bos/index.ts";
import { deleteBucketEncryption, putBucketEncryption } from "../../lib/bos/write.ts";
import { observe, problemOf } from "../../lib/encryption/index.ts";
import { CREDENTIALS, rejection } from "../bce/support/requests.ts";
import { serveHttp } from "../bce/support/servers.ts";
import { type Answer, answeringBos } from "../support/answering.ts";

const target = { bucket: "acme-logs", region: "bj" };
const error = (code: string): string => JSON.stringify({ code, message: "m", requestId: "r" });

/** Codes of a 404 that say: the bucket is there, its encryption is off. */
const NO_SETTING = [
  "NoSuchBucketEncryption",
  "NoSuchBucketEncryptionConfiguration",
  "NoSuchEncryptionConfiguration",
  "NoEncryptionConfiguration",
  "ServerSideEncryptionConfigurationNotFoundError",
];

/** Codes of a 404 that name encryption, and say nothing of the bucket's setting. */
const NOT_OF_THE_SETTING = [
  "InvalidEncryptionKmsMkid",
  "InvalidEncryptionAlgorithm",
  "EncryptionKeyNotFound",
  "NoSuchEncryptionKey",
  "NoSuchBucketEncryptionKmsKey",
  "NoSuchBucketInEncryptionService",
  "EncryptionServiceNotFound",
  "EncryptionDenied",
];

/** JSON of a 200 that is no answer of this call: none of it may ever read as off. */
const FOREIGN = [
  '{"code":"AccessDenied"}',
  '{"error":{"code":403}}',
  '{"success":false}',
  '{"success":true}',
  '{"result":{}}',
  '{"result":{"encryptionAlgorithm":"none"}}',
  '{"EncryptionAlgorithm":"none"}',
  '{"encryption_algorithm":"none"}',
  '{"sseAlgorithm":"none"}',
  '{"encryptionAlgorithm":"AES256","kmsMasterKeyID":"k-1"}',
  '{"encryptionAlgorithm":"none","EncryptionAlgorithm":"AES256"}',
  '{"kmsMasterKeyId":null}',
  '{"kmsMasterKeyId":""}',
  '{"kmsMasterKeyId":"","bucketKeyEnabled":false}',
  '{"__proto__":{"encryptionAlgorithm":"none"}}',
  '{"encryptionAlgorithm":"AES256","encryptionAlgorithm":"none"}',
  '{"encryptionAlgorithm":"AES256","kmsMasterKeyId":"k-1","kmsMasterKeyId":null}',
  '{"encryptionAlgorithm":false}',
  '{"encryptionAlgorithm":0}',
  '{"encryptionAlgorithm":[]}',
  '{"encryptionAlgorithm":{}}',
  '{"encryptionAlgorithm":"AES256","kmsMasterKeyId":["k-1"]}',
  '{"encryptionAlgorithm":"none","kmsMasterKeyId":0}',
  '"none"',
  "null",
  "[{}]",
  " ",
  "\n",
  "\ufeff",
  `{"encryptionAlgorithm":${"[".repeat(5_000)}${"]".repeat(5_000)}}`,
  `{"encryptionAlgorithm":"none","x":${'{"x":'.repeat(5_000)}1${"}".repeat(5_000)}}`,
];

describe("getBucketEncryption", () => {
  const fields = {
    encryptionAlgorithm: "SM4",
    kmsMasterKeyId: "k-1",
    bucketKeyEnabled: true,
    nested: { a: [1] },
  };
  it.each<{ name: string; answer: Answer; expected: object }>([
    {
      name: "the fields as they came, unknown ones too",
      answer: { body: JSON.stringify(fields) },
      expected: fields,
    },
    {
      name: "none as it came",
      answer: { body: '{"encryptionAlgorithm":"none"}' },
      expected: { encryptionAlgorithm: "none" },
    },
    {
      name: "null as it came",
      answer: { body: '{"encryptionAlgorithm":null}' },
      expected: { encryptionAlgorithm: null },
    },
    { name: "{}", answer: { body: "{}" }, expected: {} },
    { name: "an empty body as {}", answer: {}, expected: {} },
    { name: "204 as {}", answer: { status: 204 }, expected: {} },
    {
      name: "none beside a key that was left behind",
      answer: { body: '{"encryptionAlgorithm":"None","kmsMasterKeyId":"k-1"}' },
      expected: { encryptionAlgorithm: "None", kmsMasterKeyId: "k-1" },
    },
    ...NO_SETTING.map((code) => ({
      name: `404 ${code} as {}`,
      answer: { status: 404, body: error(code) },
      expected: {},
    })),
  ])("gives $name", async ({ answer, expected }) => {
    await using bos = await answeringBos(answer);
    expect(await getBucketEncryption(bos.client, target, problemOf)).toEqual(expected);
    expect(bos.seen).toEqual([{ method: "GET", url: "/acme-logs/?encryption", type: undefined, body: "" }]);
  });

  it.each<{ name: string; answer: Answer; code: string }>([
    { name: "404 NoSuchBucket", answer: { status: 404, body: error("NoSuchBucket") }, code: "NoSuchBucket" },
    { name: "404 without a code", answer: { status: 404 }, code: "NotFound" },
    {
      name: "404 of a proxy about encryption",
      answer: { status: 404, body: "<p>encryption" },
      code: "UnexpectedAnswer",
    },
    ...NOT_OF_THE_SETTING.map((code) => ({
      name: `404 ${code}`,
      answer: { status: 404, body: error(code) },
      code: code.startsWith("InvalidEncryptionK")
        ? "InvalidKmsKey"
        : code.startsWith("Invalid")
          ? "InvalidAlgorithm"
          : "NotFound",
    })),
    ...[400, 403, 409, 500].map((status) => ({
      name: `${status} NoSuchBucketEncryption`,
      answer: { status, body: error("NoSuchBucketEncryption") },
      code: { 400: "InvalidRequest", 403: "AccessDenied", 409: "Conflict", 500: "ServerError" }[status] ?? "",
    })),
    ...[500, 403].map((status) => ({
      name: `${status} NoSuchBucket`,
      answer: { status, body: error("NoSuchBucket") },
      code: status === 500 ? "ServerError" : "AccessDenied",
    })),
    ...[201, 202, 203, 205, 206, 299].flatMap((status) =>
      ["", "{}", '{"encryptionAlgorithm":"none"}'].map((body) => ({
        name: `${status} with ${body || "no body"}`,
        answer: { status, body },
        code: "UnexpectedAnswer",
      })),
    ),
    ...FOREIGN.map((body) => ({
      name: JSON.stringify(body.slice(0, 80)),
      answer: { body },
      code: "UnexpectedAnswer",
    })),
    {
      name: "an empty body beside a header that names an algorithm",
      answer: { headers: { "x-bce-server-side-encryption": "AES256" } },
      code: "UnexpectedAnswer",
    },
    {
      name: "204 beside a header that names an algorithm",
      answer: { status: 204, headers: { "x-bce-server-side-encryption": "SM4" } },
      code: "UnexpectedAnswer",
    },
    {
      name: "403 that names encryption",
      answer: { status: 403, body: error("EncryptionDenied") },
      code: "AccessDenied",
    },
    { name: "HTML", answer: { body: "<html>log in</html>" }, code: "UnexpectedAnswer" },
    { name: "cut JSON", answer: { body: '{"encryptionAlgorithm":"AES' }, code: "UnexpectedAnswer" },
    { name: "a list", answer: { body: "[]" }, code: "UnexpectedAnswer" },
    { name: "an error in a success", answer: { body: error("InternalError") }, code: "UnexpectedAnswer" },
    {
      name: "an algorithm that is a number",
      answer: { body: '{"encryptionAlgorithm":1}' },
      code: "UnexpectedAnswer",
    },
    { name: "a key that is an object", answer: { body: '{"kmsMasterKeyId":{}}' }, code: "UnexpectedAnswer" },
    { name: "a redirect", answer: { status: 301, headers: { location: "http://gz/" } }, code: "WrongRegion" },
    { name: "a server error", answer: { status: 500, body: error("InternalError") }, code: "ServerError" },
  ])("takes $name for $code", async ({ answer, code }) => {
    await using bos = await answeringBos(answer);
    const caught = await rejection(getBucketEncryption(bos.client, target, problemOf));
    expect(caught).toMatchObject({ code, operation: "GetBucketEncryption", bucket: "acme-logs" });
  });
});

test("no body reads as off that is not one of the documented forms", async () => {
  const DOCUMENTED = /^(?:\{\s*\})?$/;
  const texts = fc.oneof(
    fc.json(),
    fc.string(),
    fc
      .dictionary(
        fc.constantFrom("code", "error", "result", "encryptionAlgorithm", "kmsMasterKeyId", "status"),
        fc.jsonValue(),
        { maxKeys: 3 },
      )
      .map((fields) => JSON.stringify(fields)),
    fc
      .constantFrom(
        '{"encryptionAlgorithm":"AES256","kmsMasterKeyId":"k-1"}',
        '{"encryptionAlgorithm":"SM4"}',
      )
      .chain((text) => fc.nat(text.length - 1).map((end) => text.slice(0, end + 1))),
  );
  let body = "";
  const client = createBosClient({
    credentials: CREDENTIALS,
    env: {},
    transport: async () => ({ status: 200, headers: {}, body }),
  });
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      body = text;
      const isOff = await getBucketEncryption(client, target, problemOf).then(
        (fields) => observe(fields).kind === "disabled",
        () => false,
      );
      if (!isOff || DOCUMENTED.test(text)) return;
      const { encryptionAlgorithm } = JSON.parse(text) as { encryptionAlgorithm?: unknown };
      expect([null, "", "none"]).toContain(
        typeof encryptionAlgorithm === "string" ? encryptionAlgorithm.toLowerCase() : encryptionAlgorithm,
      );
    }),
    { numRuns: 1000 },
  );
});

/** A write "answered" by one of these may have been done, or not. */
const FOREIGN_SUCCESSES = [
  { name: "{}", answer: { body: "{}" }, code: "UnexpectedAnswer" },
  { name: "a word", answer: { body: "success" }, code: "UnexpectedAnswer" },
  { name: "a space", answer: { body: " " }, code: "UnexpectedAnswer" },
  { name: "a foreign success", answer: { body: '{"success":true}' }, code: "UnexpectedAnswer" },
  { name: "201", answer: { status: 201 }, code: "UnexpectedAnswer" },
  { name: "202", answer: { status: 202 }, code: "UnexpectedAnswer" },
  { name: "206", answer: { status: 206 }, code: "UnexpectedAnswer" },
];

describe("putBucketEncryption", () => {
  it("sends the fields as JSON", async () => {
    await using bos = await answeringBos({});
    await putBucketEncryption(bos.client, {
      ...target,
      fields: { encryptionAlgorithm: "AES256", kmsMasterKeyId: "k" },
    });
    const body = '{"encryptionAlgorithm":"AES256","kmsMasterKeyId":"k"}';
    expect(bos.seen).toEqual([
      { method: "PUT", url: "/acme-logs/?encryption", type: "application/json", body },
    ]);
  });

  it.each<{ name: string; answer: Answer; code: string }>([
    {
      name: "a bad key",
      answer: { status: 400, body: error("InvalidEncryptionKmsMkid") },
      code: "InvalidKmsKey",
    },
    {
      name: "a bad algorithm",
      answer: { status: 400, body: error("InvalidEncryptionAlgorithm") },
      code: "InvalidAlgorithm",
    },
    {
      name: "an unknown field",
      answer: { status: 400, body: error("InappropriateJSON") },
      code: "MalformedRequest",
    },
    { name: "a login page", answer: { body: "<html>log in</html>" }, code: "UnexpectedAnswer" },
    { name: "an error in a success", answer: { body: error("AccessDenied") }, code: "UnexpectedAnswer" },
    ...FOREIGN_SUCCESSES,
  ])("takes $name for $code", async ({ answer, code }) => {
    await using bos = await answeringBos(answer);
    const caught = await rejection(putBucketEncryption(bos.client, { ...target, fields: {} }));
    const mayHaveTakenEffect = code === "UnexpectedAnswer";
    expect(caught).toMatchObject({
      code,
      operation: "PutBucketEncryption",
      bucket: "acme-logs",
      mayHaveTakenEffect,
    });
  });

  it("accepts 204 as well", async () => {
    await using bos = await answeringBos({ status: 204 });
    await putBucketEncryption(bos.client, { ...target, fields: {} });
    expect(bos.seen).toHaveLength(1);
  });
});

describe("deleteBucketEncryption", () => {
  it.each([{ status: 200 }, { status: 204 }])("accepts $status", async ({ status }) => {
    await using bos = await answeringBos({ status });
    await deleteBucketEncryption(bos.client, target);
    expect(bos.seen).toEqual([
      { method: "DELETE", url: "/acme-logs/?encryption", type: undefined, body: "" },
    ]);
  });

  it("names a permission that exists when it is denied", async () => {
    await using bos = await answeringBos({ status: 403, body: error("AccessDenied") });
    const caught = await rejection(deleteBucketEncryption(bos.client, target));
    expect(caught.message).toContain(
      "Grant the permission PutBucketEncryption (or DeleteBucketEncryption, where the deployment knows it) to the access key's user",
    );
  });

  it.each(NO_SETTING)("takes 404 %s for off already", async (code) => {
    await using bos = await answeringBos({ status: 404, body: error(code) });
    await deleteBucketEncryption(bos.client, target);
    expect(bos.seen).toHaveLength(1);
  });

  it.each<{ name: string; answer: Answer; code: string }>([
    ...FOREIGN_SUCCESSES,
    { name: "404 NoSuchBucket", answer: { status: 404, body: error("NoSuchBucket") }, code: "NoSuchBucket" },
    { name: "404 without a code", answer: { status: 404 }, code: "NotFound" },
    ...NOT_OF_THE_SETTING.slice(2).map((code) => ({
      name: `404 ${code}`,
      answer: { status: 404, body: error(code) },
      code: "NotFound",
    })),
    {
      name: "500 NoSuchBucketEncryption",
      answer: { status: 500, body: error("NoSuchBucketEncryption") },
      code: "ServerError",
    },
  ])("takes $name for $code", async ({ answer, code }) => {
    await using bos = await answeringBos(answer);
    const caught = await rejection(deleteBucketEncryption(bos.client, target));
    expect(caught).toMatchObject({ code, operation: "DeleteBucketEncryption", bucket: "acme-logs" });
  });
});

describe("headBucket", () => {
  it("resolves for a bucket that is there", async () => {
    await using bos = await answeringBos({});
    await headBucket(bos.client, target);
    expect(bos.seen).toEqual([{ method: "HEAD", url: "/acme-logs/", type: undefined, body: "" }]);
  });

  it.each([
    { status: 404, code: "NoSuchBucket" },
    { status: 403, code: "AccessDenied" },
    { status: 204, code: "UnexpectedAnswer" },
    { status: 202, code: "UnexpectedAnswer" },
    { status: 206, code: "UnexpectedAnswer" },
    { status: 500, code: "ServerError" },
  ])("takes $status for $code, though there is no body to say so", async ({ status, code }) => {
    await using bos = await answeringBos({ status });
    expect(await rejection(headBucket(bos.client, target))).toMatchObject({
      code,
      status,
      operation: "HeadBucket",
    });
  });
});

describe("listBuckets", () => {
  it("gives name, region and date of each, of an account of thousands too", async () => {
    const bucket = { name: "a", location: "bj", creationDate: "2026-11-23T00:00:00Z" };
    const buckets = Array.from({ length: 10_000 }, (_, index) => ({ ...bucket, name: `a-${index}` }));
    const padded = buckets.map((entry) => ({ ...entry, enableMultiAz: false, padding: "x".repeat(200) }));
    await using bos = await answeringBos({ body: JSON.stringify({ owner: { id: "o" }, buckets: padded }) });
    expect(await listBuckets(bos.client, { region: "bj" })).toEqual({ buckets, mayHoldMore: true });
    expect(bos.seen).toEqual([{ method: "GET", url: "/", type: undefined, body: "" }]);
  });

  const ofBuckets = (count: number, more: object = {}): string =>
    JSON.stringify({
      buckets: Array.from({ length: count }, (_, index) => ({ name: `a-${index}`, location: "bj" })),
      ...more,
    });
  it.each([
    { name: "few", body: ofBuckets(2), mayHoldMore: false },
    { name: "one fewer than a page", body: ofBuckets(99), mayHoldMore: false },
    { name: "a page, and no word on more", body: ofBuckets(100), mayHoldMore: true },
    { name: "a page, and null", body: ofBuckets(100, { isTruncated: null }), mayHoldMore: true },
    {
      name: "a page that is said to be all",
      body: ofBuckets(150, { isTruncated: false }),
      mayHoldMore: false,
    },
    { name: "few, and more to come", body: ofBuckets(2, { isTruncated: true }), mayHoldMore: true },
    { name: "the other spelling", body: ofBuckets(2, { truncated: true }), mayHoldMore: true },
    {
      name: "two spellings at odds",
      body: ofBuckets(2, { isTruncated: false, truncated: true }),
      mayHoldMore: true,
    },
    { name: "few, and a marker", body: ofBuckets(2, { nextMarker: "a-1" }), mayHoldMore: true },
    { name: "none", body: ofBuckets(0), mayHoldMore: false },
  ])("may hold more for $name: $mayHoldMore", async ({ body, mayHoldMore }) => {
    await using bos = await answeringBos({ body });
    expect((await listBuckets(bos.client, { region: "bj" })).mayHoldMore).toBe(mayHoldMore);
  });

  it.each([
    { name: "fewer than one answer may hold", count: 99, flags: {}, mayHoldMore: false },
    { name: "as many as one answer may hold", count: 100, flags: {}, mayHoldMore: true },
    { name: "as many, and that is all", count: 100, flags: { isTruncated: false }, mayHoldMore: false },
    { name: "few, and says that there are more", count: 1, flags: { isTruncated: true }, mayHoldMore: true },
    { name: "the same in other words", count: 1, flags: { truncated: true }, mayHoldMore: true },
  ])("holds $name", async ({ count, flags, mayHoldMore }) => {
    const buckets = Array.from({ length: count }, (_, index) => ({ name: `a-${index}`, location: "bj" }));
    await using bos = await answeringBos({ body: JSON.stringify({ buckets, ...flags }) });
    expect(await listBuckets(bos.client, { region: "bj" })).toEqual({ buckets, mayHoldMore });
  });

  it.each([
    { name: "nothing", body: "" },
    { name: "no list", body: "{}" },
    { name: "a code beside the list", body: '{"code":"AccessDenied","buckets":[]}' },
    { name: "truncated by a word", body: '{"buckets":[],"isTruncated":"true"}' },
    { name: "truncated by a number", body: '{"buckets":[],"truncated":1}' },
    { name: "a list within a result", body: '{"result":{"buckets":[]}}' },
    { name: "an object of buckets", body: '{"buckets":{}}' },
    { name: "a bucket whose name is empty", body: '{"buckets":[{"name":"","location":"bj"}]}' },
    { name: "a bucket without a name", body: '{"buckets":[{"location":"bj"}]}' },
    { name: "a bucket without a location", body: '{"buckets":[{"name":"a"}]}' },
    { name: "a bucket that is null", body: '{"buckets":[null]}' },
  ])("refuses $name: what is not listed would count as gone", async ({ body }) => {
    await using bos = await answeringBos({ body });
    expect(await rejection(listBuckets(bos.client, { region: "bj" }))).toMatchObject({
      code: "UnexpectedAnswer",
      operation: "ListBuckets",
      bucket: undefined,
    });
  });
});

describe("the client", () => {
  it("refuses a broken endpoint when it is made, with the issue's own words", () => {
    expect(() => createBosClient({ credentials: CREDENTIALS, endpoint: "bj.bcebos.com" })).toThrow(
      expect.objectContaining({
        code: "InvalidConfiguration",
        message: expect.stringContaining("has no scheme"),
      }),
    );
  });

  it("sends nothing for a bucket or region that would lead to another host", async () => {
    const client = createBosClient({
      credentials: CREDENTIALS,
      env: {},
      transport: () => Promise.reject(new Error("sent")),
    });
    const caught = await rejection(
      getBucketEncryption(client, { bucket: "x.evil/", region: "bj#" }, problemOf),
    );
    expect(caught).toMatchObject({
      code: "InvalidConfiguration",
      operation: "GetBucketEncryption",
      retryable: false,
    });
  });

  it("addresses the public cloud by bucket and region when there is no endpoint", async () => {
    const hosts: unknown[] = [];
    const client = createBosClient({
      credentials: CREDENTIALS,
      env: {},
      transport: async ({ origin, path, headers }) => {
        hosts.push([origin, path, headers["host"], headers["user-agent"]]);
        return { status: 204, headers: {}, body: "" };
      },
      userAgent: "mine/1",
    });
    await getBucketEncryption(client, { bucket: "acme-logs", region: "gz" }, problemOf);
    expect(hosts).toEqual([["https://acme-logs.gz.bcebos.com", "/", "acme-logs.gz.bcebos.com", "mine/1"]]);
  });

  it("hands the caller's signal down to the wire", async () => {
    const controller = new AbortController();
    await using server = await serveHttp(() => controller.abort());
    const client = createBosClient({ credentials: CREDENTIALS, env: {}, endpoint: server.origin });
    const caught = await rejection(
      getBucketEncryption(client, { ...target, signal: controller.signal }, problemOf),
    );
    await client.close();
    expect(caught).toMatchObject({ code: "Cancelled", bucket: "acme-logs" });
  });
});
