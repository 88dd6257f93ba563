// The typed calls against a server that answers whatever the row says.

import { describe, expect, it } from "vitest";
import { createBosClient, getBucketEncryption, headBucket, listBuckets } from "../../lib/bos/index.ts";
import { deleteBucketEncryption, putBucketEncryption } from "../../lib/bos/write.ts";
import { CREDENTIALS, rejection } from "../bce/support/requests.ts";
import { serveHttp } from "../bce/support/servers.ts";
import { type Answer, answering } from "./support/answering.ts";

const target = { bucket: "acme-logs", region: "bj" };
const error = (code: string): string => JSON.stringify({ code, message: "m", requestId: "r" });

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
      name: "404 that names encryption as {}",
      answer: { status: 404, body: error("NoSuchBucketEncryptionConfiguration") },
      expected: {},
    },
  ])("gives $name", async ({ answer, expected }) => {
    await using bos = await answering(answer);
    expect(await getBucketEncryption(bos.client, target)).toEqual(expected);
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
    await using bos = await answering(answer);
    const caught = await rejection(getBucketEncryption(bos.client, target));
    expect(caught).toMatchObject({ code, operation: "GetBucketEncryption", bucket: "acme-logs" });
  });
});

describe("putBucketEncryption", () => {
  it("sends the fields as JSON", async () => {
    await using bos = await answering({});
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
  ])("takes $name for $code", async ({ answer, code }) => {
    await using bos = await answering(answer);
    const caught = await rejection(putBucketEncryption(bos.client, { ...target, fields: {} }));
    expect(caught).toMatchObject({ code, operation: "PutBucketEncryption", bucket: "acme-logs" });
  });
});

describe("deleteBucketEncryption", () => {
  it.each([{ status: 200 }, { status: 204 }])("accepts $status", async ({ status }) => {
    await using bos = await answering({ status });
    await deleteBucketEncryption(bos.client, target);
    expect(bos.seen).toEqual([
      { method: "DELETE", url: "/acme-logs/?encryption", type: undefined, body: "" },
    ]);
  });

  it("names a permission that exists when it is denied", async () => {
    await using bos = await answering({ status: 403, body: error("AccessDenied") });
    const caught = await rejection(deleteBucketEncryption(bos.client, target));
    expect(caught.message).toContain("Grant the permission PutBucketEncryption");
  });
});

describe("headBucket", () => {
  it("resolves for a bucket that is there", async () => {
    await using bos = await answering({});
    await headBucket(bos.client, target);
    expect(bos.seen).toEqual([{ method: "HEAD", url: "/acme-logs/", type: undefined, body: "" }]);
  });

  it.each([
    { status: 404, code: "NoSuchBucket" },
    { status: 403, code: "AccessDenied" },
  ])("takes $status for $code, though there is no body to say so", async ({ status, code }) => {
    await using bos = await answering({ status });
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
    await using bos = await answering({ body: JSON.stringify({ owner: { id: "o" }, buckets: padded }) });
    expect(await listBuckets(bos.client, { region: "bj" })).toEqual({ buckets, mayHoldMore: true });
    expect(bos.seen).toEqual([{ method: "GET", url: "/", type: undefined, body: "" }]);
  });

  it.each([
    { name: "fewer than one answer may hold", count: 99, flags: {}, mayHoldMore: false },
    { name: "as many as one answer may hold", count: 100, flags: {}, mayHoldMore: true },
    { name: "as many, and that is all", count: 100, flags: { isTruncated: false }, mayHoldMore: false },
    { name: "few, and says that there are more", count: 1, flags: { isTruncated: true }, mayHoldMore: true },
    { name: "the same in other words", count: 1, flags: { truncated: true }, mayHoldMore: true },
  ])("holds $name", async ({ count, flags, mayHoldMore }) => {
    const buckets = Array.from({ length: count }, (_, index) => ({ name: `a-${index}`, location: "bj" }));
    await using bos = await answering({ body: JSON.stringify({ buckets, ...flags }) });
    expect(await listBuckets(bos.client, { region: "bj" })).toEqual({ buckets, mayHoldMore });
  });

  it.each([
    { name: "nothing", body: "" },
    { name: "no list", body: "{}" },
    { name: "a bucket without a name", body: '{"buckets":[{"location":"bj"}]}' },
    { name: "a bucket without a location", body: '{"buckets":[{"name":"a"}]}' },
    { name: "a bucket that is null", body: '{"buckets":[null]}' },
  ])("refuses $name: what is not listed would count as gone", async ({ body }) => {
    await using bos = await answering({ body });
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
    const caught = await rejection(getBucketEncryption(client, { bucket: "x.evil/", region: "bj#" }));
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
    await getBucketEncryption(client, { bucket: "acme-logs", region: "gz" });
    expect(hosts).toEqual([["https://acme-logs.gz.bcebos.com", "/", "acme-logs.gz.bcebos.com", "mine/1"]]);
  });

  it("hands the caller's signal down to the wire", async () => {
    const controller = new AbortController();
    await using server = await serveHttp(() => controller.abort());
    const client = createBosClient({ credentials: CREDENTIALS, env: {}, endpoint: server.origin });
    const caught = await rejection(getBucketEncryption(client, { ...target, signal: controller.signal }));
    await client.close();
    expect(caught).toMatchObject({ code: "Cancelled", bucket: "acme-logs" });
  });
});
