import { describe, expect, it } from "vitest";
import type { EncryptionFields } from "../../lib/emulator/index.ts";
import { outcome, type Received, type Sent, send } from "./support/client.ts";
import { freshEmulator } from "./support/fresh.ts";

const algorithm = "x-bce-server-side-encryption";
const kmsKey = "x-bce-server-side-encryption-bos-kms-key-id";
const path = "/acme-logs/2026/a b!.txt";
const put = (headers: Sent["headers"] = {}): Sent => ({ method: "PUT", path, body: "text", headers });
const shownEncryption = ({ headers }: Received) => [headers[algorithm], headers[kmsKey]];

describe("objects", () => {
  it("come back as they were uploaded", async () => {
    const emulator = await freshEmulator();
    const uploaded = await send(emulator, put({ "content-type": "text/plain", "x-bce-meta-colour": "red" }));
    const got = await send(emulator, { method: "GET", path });
    const head = await send(emulator, { method: "HEAD", path });
    expect([uploaded.status, got.status, head.status]).toEqual([200, 200, 200]);
    expect([got.text, head.text]).toEqual(["text", ""]);
    for (const { headers } of [got, head]) {
      expect(headers).toMatchObject({
        "content-length": "4",
        "content-type": "text/plain",
        etag: uploaded.headers["etag"],
        "x-bce-meta-colour": "red",
        "last-modified": expect.stringMatching(/GMT$/) as string,
      });
    }
    expect(await outcome(emulator, { method: "DELETE", path })).toEqual([204]);
    expect(await outcome(emulator, { method: "GET", path })).toEqual([404, "NoSuchKey"]);
  });

  it.each<[string, EncryptionFields | undefined, Record<string, string>, (string | undefined)[]]>([
    ["off", undefined, {}, [undefined, undefined]],
    ["BOS-managed", { encryptionAlgorithm: "SM4" }, {}, ["SM4", undefined]],
    ["KMS-managed", { encryptionAlgorithm: "AES256", kmsMasterKeyId: "k" }, {}, ["AES256", "k"]],
    ["off, own headers", undefined, { [algorithm]: "SM4", [kmsKey]: "own" }, ["SM4", "own"]],
    [
      "KMS-managed, own algorithm",
      { encryptionAlgorithm: "SM4", kmsMasterKeyId: "k" },
      { [algorithm]: "AES256" },
      ["AES256", undefined],
    ],
  ])(
    "are encrypted by the bucket's setting unless they bring their own (%s)",
    async (_name, setting, headers, expected) => {
      const emulator = await freshEmulator({ kmsKeys: "any" });
      emulator.setEncryption("acme-logs", setting);
      await send(emulator, put(headers));
      expect(shownEncryption(await send(emulator, { method: "GET", path }))).toEqual(expected);
      expect(shownEncryption(await send(emulator, { method: "HEAD", path }))).toEqual(expected);
    },
  );

  it("uploaded before stay as they are until they are copied onto themselves", async () => {
    const emulator = await freshEmulator({ kmsKeys: "any" });
    await send(emulator, put());
    emulator.setEncryption("acme-logs", { encryptionAlgorithm: "SM4", kmsMasterKeyId: "k" });
    expect(shownEncryption(await send(emulator, { method: "HEAD", path }))).toEqual([undefined, undefined]);
    const copy: Sent = {
      method: "PUT",
      path,
      headers: { "x-bce-copy-source": "/acme-logs/2026/a%20b%21.txt", "x-bce-metadata-directive": "copy" },
    };
    expect(await outcome(emulator, copy)).toEqual([
      200,
      { eTag: "1cb251ec0d568de6a929b520c4aed8d1", lastModified: expect.stringMatching(/Z$/) as string },
    ]);
    expect(shownEncryption(await send(emulator, { method: "HEAD", path }))).toEqual(["SM4", "k"]);
  });

  it.each<[string, Record<string, string>, unknown[]]>([
    ["a wrong MD5", { "content-md5": "1B2M2Y8AsgTpgAmY7PhCfg==" }, [400, "BadDigest"]],
    ["a right MD5", { "content-md5": "HLJR7A1WjeapKbUgxK7Y0Q==" }, [200]],
    ["a wrong CRC32", { "x-bce-content-crc32": "1" }, [400, "BadDigest"]],
    ["a right CRC32", { "x-bce-content-crc32": "999008199" }, [200]],
    ["an unknown algorithm", { [algorithm]: "ROT13" }, [400, "InvalidEncryptionAlgorithm"]],
    ["a key without algorithm", { [kmsKey]: "k" }, [400, "InvalidEncryptionAlgorithm"]],
    ["a copy of another object", { "x-bce-copy-source": "/acme-logs/other" }, [501, "NotImplemented"]],
    [
      "a copy with new metadata",
      { "x-bce-copy-source": path, "x-bce-metadata-directive": "replace" },
      [501, "NotImplemented"],
    ],
    ["a copy of nothing", { "x-bce-copy-source": path }, [404, "NoSuchKey"]],
  ])("judges an upload with %s", async (_name, headers, expected) => {
    const body = "x-bce-copy-source" in headers ? "" : "text";
    expect(await outcome(await freshEmulator(), { ...put(headers), body })).toEqual(expected);
  });

  it("are at most 8 MiB each and 64 MiB together", async () => {
    const emulator = await freshEmulator();
    const eight = Buffer.alloc(8 * 1024 * 1024);
    const statuses = [];
    for (let index = 0; index < 9; index += 1) {
      const [status] = await outcome(emulator, { method: "PUT", path: `/acme-logs/${index}`, body: eight });
      statuses.push(status);
    }
    expect(statuses).toEqual([...Array<number>(8).fill(200), 400]);
    const replacing: Sent = { method: "PUT", path: "/acme-logs/0", body: eight };
    expect(await outcome(emulator, replacing)).toEqual([200]);
    await send(emulator, { method: "DELETE", path: "/acme-logs/1" });
    const larger: Sent = { method: "PUT", path: "/acme-logs/9", body: Buffer.alloc(eight.length + 1) };
    expect(await outcome(emulator, larger)).toEqual([400, "EntityTooLarge"]);
  });
});

describe("a listing", () => {
  const keys = ["a", "a/", "a/1", "a/2", "b", "c/1", "é"];
  const page = { isTruncated: false, prefixes: [] as string[] };

  it.each<[string, Record<string, string>, object]>([
    ["of everything", {}, { ...page, keys }],
    ["with a prefix", { prefix: "a/" }, { ...page, keys: ["a/", "a/1", "a/2"] }],
    ["with a delimiter", { delimiter: "/" }, { ...page, keys: ["a", "b", "é"], prefixes: ["a/", "c/"] }],
    ["with both", { prefix: "a/", delimiter: "/" }, { ...page, keys: ["a/", "a/1", "a/2"] }],
    ["behind a marker", { marker: "a/2" }, { ...page, keys: ["b", "c/1", "é"] }],
    [
      "of two at a time",
      { maxKeys: "2", marker: "a" },
      { isTruncated: true, prefixes: [], keys: ["a/", "a/1"], nextMarker: "a/1" },
    ],
    [
      "whose page ends in a prefix",
      { maxKeys: "2", delimiter: "/" },
      { isTruncated: true, prefixes: ["a/"], keys: ["a"], nextMarker: "a/" },
    ],
    ["behind that prefix", { marker: "a/", delimiter: "/" }, { ...page, keys: ["b", "é"], prefixes: ["c/"] }],
  ])("%s", async (_name, query, expected) => {
    const emulator = await freshEmulator();
    for (const key of keys.toReversed()) await send(emulator, { method: "PUT", path: `/acme-logs/${key}` });
    const { text } = await send(emulator, { method: "GET", path: "/acme-logs", query });
    const { isTruncated, contents, commonPrefixes, nextMarker } = JSON.parse(text) as {
      isTruncated: boolean;
      contents: { key: string }[];
      commonPrefixes: { prefix: string }[];
      nextMarker?: string;
    };
    expect({
      isTruncated,
      keys: contents.map(({ key }) => key),
      prefixes: commonPrefixes.map(({ prefix }) => prefix),
      ...(nextMarker !== undefined && { nextMarker }),
    }).toEqual(expected);
  });

  it.each(["0", "1001", "many"])("refuses maxKeys=%s", async (maxKeys) => {
    const sent = { method: "GET", path: "/acme-logs", query: { maxKeys } };
    expect(await outcome(await freshEmulator(), sent)).toEqual([400, "InvalidArgument"]);
  });
});
