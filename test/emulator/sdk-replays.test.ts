// Requests as the official SDKs for Java (0.10.448), Python (0.9.79) and Go (0.9.277) sent them to this emulator on 2026-11-25,
// signed anew. Each list is one run, in order: the SDKs themselves went through them without a failure.
import { describe, expect, it } from "vitest";
import type { Emulator } from "../../lib/emulator/index.ts";
import { send } from "./support/client.ts";
import { freshEmulator } from "./support/fresh.ts";

interface Recorded {
  readonly request: `${"GET" | "HEAD" | "PUT" | "POST" | "DELETE"} /${string}`;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly status?: number;
  /** What the answer's JSON holds among other things. */
  readonly shows?: object;
}

const json = "application/json; charset=utf-8";
const key = "5be45b47-38ba-f055-e892-25ff66c91adc";
const none = { encryptionAlgorithm: "none" };
const sm4 = { encryptionAlgorithm: "SM4" };
const withKey = { encryptionAlgorithm: "AES256", kmsMasterKeyId: key };

/** `/v1` before every path of BOS, null for what is not set, `?x-bce-process`, and `truncated` in its lists. */
const java: readonly Recorded[] = [
  { request: "PUT /v1/acme-data", headers: { "content-type": json, "content-length": "0" } },
  { request: "HEAD /v1/acme-data", headers: { "content-type": json } },
  { request: "GET /v1", headers: { "content-type": json }, shows: { buckets: [{ name: "acme-data" }] } },
  { request: "GET /v1/acme-data?location", headers: { "content-type": json } },
  { request: "GET /v1/acme-data?encryption", headers: { "content-type": json }, shows: none },
  {
    request: "PUT /v1/acme-data?encryption",
    headers: { "content-type": "application/json" },
    body: '{"encryptionAlgorithm":"SM4"}',
  },
  { request: "GET /v1/acme-data?encryption", headers: { "content-type": json }, shows: sm4 },
  {
    request: "POST /?action=CreateKey",
    headers: { "content-type": "application/json" },
    body: '{"description":null,"keyUsage":null,"keySpec":null,"protectedBy":null,"origin":null,"rotateCycle":0}',
    shows: { keyMetadata: { keyState: "enabled", keySpec: "BAIDU_AES_256", rotateCycle: 0 } },
  },
  {
    request: "POST /?action=ListKeys",
    headers: { "content-type": "application/json" },
    body: '{"limit":1,"marker":null}',
    shows: { keys: [{ keyId: key }], truncated: true, nextMarker: key },
  },
  {
    request: "PUT /v1/acme-data?encryption",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(withKey),
  },
  { request: "GET /v1/acme-data?encryption", headers: { "content-type": json }, shows: withKey },
  {
    request: "PUT /v1/acme-data/a/b%20c.txt?x-bce-process",
    headers: { "content-type": "text/plain" },
    body: "text",
  },
  {
    request: "PUT /v1/acme-data/b.txt?x-bce-process",
    headers: { "content-type": "text/plain" },
    body: "text",
  },
  {
    request: "GET /v1/acme-data?maxKeys=1",
    headers: { "content-type": json },
    shows: { truncated: true, isTruncated: true, nextMarker: "a/b c.txt" },
  },
  {
    request: "PUT /v1/acme-data/a/b%20c.txt",
    headers: {
      "content-type": json,
      "content-length": "0",
      "x-bce-copy-source": "/acme-data/a/b%20c.txt",
      "x-bce-metadata-directive": "copy",
    },
  },
  { request: "GET /v1/acme-data?storageClass", headers: { "content-type": json } },
  { request: "GET /v1/acme-data?acl", headers: { "content-type": json } },
  { request: "GET /v1/acme-data?logging", headers: { "content-type": json } },
  {
    request: "POST /?action=EnableRotation",
    headers: { "content-type": "application/json" },
    body: `{"keyId":"${key}","rotateCycle":90}`,
    shows: { success: 1 },
  },
  {
    request: "POST /?action=ScheduleKeyDeletion",
    headers: { "content-type": "application/json" },
    body: `{"keyId":"${key}","pendingWindowInDays":7}`,
    shows: { keyId: key },
  },
  {
    request: "POST /?action=CancelKeyDeletion",
    headers: { "content-type": "application/json" },
    body: `{"keyId":"${key}"}`,
  },
  { request: "DELETE /v1/acme-data?encryption", headers: { "content-type": json }, status: 204 },
  { request: "DELETE /v1/acme-data/a/b%20c.txt", headers: { "content-type": json }, status: 204 },
  { request: "DELETE /v1/acme-data/b.txt", headers: { "content-type": json }, status: 204 },
  { request: "DELETE /v1/acme-data", headers: { "content-type": json }, status: 204 },
];

/** `Content-Length: 0` on what has no body, `=` behind every query key, `x-bce-content-crc32` with uploads. */
const empty = { "content-length": "0" };
const pythonJson = { accept: "*/*", "content-type": "application/json;charset=utf-8" };
const python: readonly Recorded[] = [
  { request: "PUT /acme-data", headers: empty },
  { request: "HEAD /acme-data", headers: empty },
  { request: "GET /", headers: empty, shows: { buckets: [{ name: "acme-data" }] } },
  { request: "GET /acme-data?encryption=", headers: empty, shows: none },
  {
    request: "PUT /acme-data?encryption=",
    headers: { "content-type": json },
    body: '{"encryptionAlgorithm": "SM4"}',
  },
  { request: "GET /acme-data?encryption=", headers: empty, shows: sm4 },
  {
    request: "PUT /acme-data/a/b%20c.txt",
    headers: { "content-type": "application/octet-stream", "x-bce-content-crc32": "999008199" },
    body: "text",
  },
  { request: "GET /acme-data/a/b%20c.txt", headers: empty },
  { request: "GET /acme-data?maxKeys=1000", headers: empty, shows: { isTruncated: false } },
  { request: "GET /acme-data?storageClass=", headers: empty },
  {
    request: "POST /?action=CreateKey",
    headers: pythonJson,
    body: '{"description": "logs", "protectedBy": "HSM", "keySpec": "BAIDU_AES_256", "origin": "BAIDU_KMS", "keyUsage": "ENCRYPT_DECRYPT", "rotateCycle": 0}',
  },
  { request: "POST /?action=ListKeys", headers: pythonJson, body: '{"limit": 10, "marker": ""}' },
  {
    request: "POST /?action=EnableRotation",
    headers: pythonJson,
    body: `{"keyId": "${key}", "rotateCycle": 90}`,
    shows: { success: 1 },
  },
  { request: "POST /?action=DisableKey", headers: pythonJson, body: `{"keyId": "${key}"}` },
  { request: "DELETE /acme-data?encryption=", headers: empty, status: 204 },
  { request: "DELETE /acme-data/a/b%20c.txt", headers: empty, status: 204 },
  { request: "DELETE /acme-data", headers: empty, status: 204 },
];

/** Names what it signs, an MD5 with the setting, a content type even where there is no content. */
const goJson = { "content-type": "application/json;charset=utf-8" };
const go: readonly Recorded[] = [
  { request: "PUT /acme-data", headers: { ...goJson, ...empty } },
  { request: "HEAD /acme-data", headers: goJson },
  { request: "GET /acme-data?encryption", headers: goJson, shows: none },
  {
    request: "PUT /acme-data?encryption",
    headers: { ...goJson, "content-md5": "JBlRHInx3LF5/uQyoSIbyQ==" },
    body: '{"encryptionAlgorithm":"SM4"}',
  },
  { request: "GET /acme-data?encryption", headers: goJson, shows: sm4 },
  { request: "PUT /acme-data/a/b%20c.txt", headers: { "content-type": "text/plain" }, body: "text" },
  {
    request: "PUT /acme-data/a/b%20c.txt",
    headers: { ...goJson, ...empty, "x-bce-copy-source": "/acme-data/a/b%20c.txt" },
  },
  { request: "GET /acme-data?maxKeys=10", headers: goJson, shows: { isTruncated: false } },
  { request: "GET /acme-data?versioning", headers: goJson, shows: { status: "suspended" } },
  { request: "GET /acme-data?storageClass", headers: goJson, shows: { storageClass: "STANDARD" } },
  { request: "GET /acme-data?website", headers: goJson, status: 404 },
  { request: "DELETE /acme-data?encryption", headers: goJson, status: 204 },
  { request: "GET /acme-data?encryption", headers: goJson, shows: none },
  { request: "DELETE /acme-data/a/b%20c.txt", headers: goJson, status: 204 },
  { request: "DELETE /acme-data", headers: goJson, status: 204 },
];

function replay(emulator: Emulator, { request, headers = {}, body = "" }: Recorded, unnamed: boolean) {
  const [method = "", target = ""] = request.split(" ");
  const [path = "", search = ""] = target.split("?");
  const query = Object.fromEntries(new URLSearchParams(search));
  return send(emulator, {
    method,
    target,
    path: decodeURIComponent(path),
    query,
    headers,
    body,
    signing: { unnamed },
  });
}

describe.each<[string, readonly Recorded[], boolean]>([
  ["Java", java, true],
  ["Python", python, true],
  ["Go", go, false],
])("what the official SDK for %s sends", (_name, run, unnamed) => {
  it.each([{}, { sessionToken: "token-of-the-session" }])(
    "is answered as it expects, with %o",
    async (options) => {
      const emulator = await freshEmulator({ buckets: [], kmsKeys: "checked", ...options });
      emulator.createKey({ keyId: key });
      for (const recorded of run) {
        const answer = await replay(emulator, recorded, unnamed);
        const body: unknown = answer.text.startsWith("{") ? JSON.parse(answer.text) : undefined;
        expect({ request: recorded.request, status: answer.status, body }).toMatchObject({
          request: recorded.request,
          status: recorded.status ?? 200,
          ...(recorded.shows && { body: recorded.shows }),
        });
      }
      expect(emulator.requests).toHaveLength(run.length);
      expect(emulator.requests.map(({ operation }) => operation)).not.toContain("Unknown");
    },
  );
});
