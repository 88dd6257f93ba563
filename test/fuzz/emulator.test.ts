// The emulator against whatever is sent to it, and our signer against the emulator's own reading of a signature.
import { connect } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect } from "vitest";
import type { BceRequest } from "../../lib/bce/message.ts";
import { canonicalUri, signRequest, wireQuery } from "../../lib/bce/signer.ts";

import { type Emulator, startEmulator } from "../../lib/emulator/index.ts";
import { routeOf } from "../../lib/emulator/route/route.ts";
import { parseAuthorization } from "../../lib/emulator/signature/authorization.ts";
import { verifySignature } from "../../lib/emulator/signature/verify.ts";
import { parseQuery, percentDecode, type WireRequest } from "../../lib/emulator/wire/request.ts";
import { SECRETS } from "../bce/support/requests.ts";
import { send } from "../emulator/support/client.ts";
import { anyText, brokenJson, deepIn, deepJson, json, leaks, text } from "./support/hostile.ts";
import { law } from "./support/law.ts";

const NOW_MS = Date.UTC(2026, 10, 23, 11, 0, 0);
const credentials = { accessKeyId: "AKIDEXAMPLE", ...SECRETS };

/** Text as HTTP can carry it in a header: bytes, shown as Latin-1. */
const latin1 = text.map((value) =>
  Buffer.from(value)
    .toString("latin1")
    .replace(/[\r\n\0]/g, "")
    .trim(),
);
const token = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/);

describe("a signature", () => {
  const signable = fc.record({
    method: fc.constantFrom(
      "GET" as const,
      "HEAD" as const,
      "PUT" as const,
      "POST" as const,
      "DELETE" as const,
    ),
    path: text.map((path) => `/${path.replaceAll("?", "")}`),
    // A key is never empty: nothing of it would be left on the wire.
    query: fc.array(
      fc.tuple(
        text.map((key) => `k${key}`),
        text,
      ),
      { maxLength: 4 },
    ),
    headers: fc.dictionary(
      fc.oneof(
        token.map((name) => `x-bce-${name}`),
        fc.constantFrom("content-type", "content-md5", "accept"),
      ),
      // What other kinds of space count for around a value is documented nowhere, and nothing of ours sends any.
      text.map((value) => ` ${value.replace(/[\r\n\0]/g, "").trim()} `),
      { maxKeys: 4 },
    ),
    body: fc.option(text, { nil: undefined }),
  });

  /** The request as it arrives: the bytes of its headers, which Node shows as Latin-1, without those that are empty. */
  function arrived(request: BceRequest, headers: Readonly<Record<string, string>>): WireRequest {
    const query = wireQuery(request.query);
    const received = Object.entries(headers)
      .map(
        ([name, value]) =>
          [name, Buffer.from(value.replace(/^[ \t]+|[ \t]+$/g, "")).toString("latin1")] as const,
      )
      .filter(([, value]) => value !== "");
    return {
      method: request.method,
      target: canonicalUri(request.path) + (query === "" ? "" : `?${query}`),
      headers: Object.fromEntries(received),
    };
  }

  const asRequest = ({
    body,
    ...rest
  }: {
    method: BceRequest["method"];
    path: string;
    query: [string, string][];
    headers: Record<string, string>;
    body: string | undefined;
  }): BceRequest => ({
    operation: "Fuzz",
    origin: "http://127.0.0.1:8080",
    ...rest,
    ...(body === undefined ? {} : { body }),
  });

  law(
    "of ours is the one that the emulator reads, for every method, path, query and header",
    signable,
    (given) => {
      const request = asRequest(given);
      const headers = signRequest(request, { credentials, signedAtMs: NOW_MS });
      expect(verifySignature(arrived(request, headers), credentials, NOW_MS)).toBeUndefined();
    },
    { runs: 200 },
  );

  const change = fc.constantFrom("method", "path", "query", "date", "token", "secret" as const);

  law("of another request is refused, and shows no secret", fc.tuple(signable, change), ([given, what]) => {
    const request = asRequest(given);
    const headers = signRequest(request, { credentials, signedAtMs: NOW_MS });
    const sent = arrived(request, headers);
    const other = {
      method: { ...sent, method: `${sent.method}X` },
      path: { ...sent, target: `/x${sent.target}` },
      query: { ...sent, target: `${sent.target}${sent.target.includes("?") ? "&" : "?"}more=1` },
      date: { ...sent, headers: { ...sent.headers, "x-bce-date": "2026-11-23T11:00:01Z" } },
      token: { ...sent, headers: { ...sent.headers, "x-bce-security-token": "another" } },
      secret: sent,
    }[what];
    const known = what === "secret" ? { ...credentials, secretAccessKey: "another-secret" } : credentials;
    const refusal = verifySignature(other, known, NOW_MS);
    expect(refusal).toMatchObject({ kind: "refusal" });
    expect(
      leaks(
        JSON.stringify(refusal),
        [credentials.secretAccessKey, credentials.sessionToken].filter(
          (one) => !JSON.stringify(given).includes(one),
        ),
      ),
    ).toEqual([]);
  });
});

describe("the parsers", () => {
  const piece = fc.oneof(
    text,
    fc.constantFrom("bce-auth-v1", "2026-11-23T11:00:00Z", "1800", "host;x-bce-date", "0".repeat(64), "a"),
  );
  const authorization = fc.oneof(
    anyText,
    fc.array(piece, { minLength: 4, maxLength: 7 }).map((pieces) => pieces.join("/")),
  );

  law("an authorization header is read or not", authorization, (header) => {
    const read = parseAuthorization(header);
    if (read === undefined) return;
    expect(header).toBe(
      `bce-auth-v1/${read.accessKeyId}/${read.timestamp}/${read.expirationSeconds}/${read.signedHeaders.join(";")}/${read.signature}`,
    );
  });

  const target = fc.oneof(
    latin1,
    fc.tuple(latin1, latin1).map(([path, query]) => `/${path}?${query}`),
  );

  law(
    "a request is routed, or refused in words; and so is its signature",
    fc.tuple(
      fc.constantFrom("GET", "PUT", "POST", "X"),
      target,
      fc.dictionary(token, latin1, { maxKeys: 3 }),
      authorization,
    ),
    ([method, at, headers, header]) => {
      const request = { method, target: at, headers: { ...headers, authorization: header } };
      const route = routeOf(request, "bj");
      if ("kind" in route) expect([route.status >= 400, route.message === ""]).toEqual([true, false]);
      expect(verifySignature(request, credentials, NOW_MS)).toMatchObject({ kind: "refusal" });
      expect(["string", "undefined"]).toContain(typeof percentDecode(at));
      for (const pair of parseQuery(at) ?? []) expect(pair).toHaveLength(2);
    },
  );
});

describe("an emulator that runs", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator({ buckets: ["acme-logs"] });
  });
  afterAll(() => emulator.close());

  const body = fc.oneof(
    json("encryptionAlgorithm", "kmsMasterKeyId", "keyId", "limit", "marker", "rotateCycle").map((value) =>
      JSON.stringify(value),
    ),
    brokenJson(fc.constant('{"encryptionAlgorithm":"AES256","kmsMasterKeyId":"k"}')),
    deepJson,
    deepIn("encryptionAlgorithm", "keyId", "description", "x"),
    text,
  );
  const call = fc.oneof(
    fc
      .constantFrom("GET", "PUT", "DELETE")
      .map((method) => ({ method, path: "/acme-logs", query: { encryption: "" } })),
    fc
      .constantFrom(
        "CreateKey",
        "DescribeKey",
        "ListKeys",
        "EnableKey",
        "DisableKey",
        "ScheduleKeyDeletion",
        "CancelKeyDeletion",
        "EnableRotation",
        "Nothing",
      )
      .map((action) => ({ method: "POST", path: "/", query: { action } })),
    text.map((key) => ({ method: "PUT", path: `/acme-logs/${key.slice(0, 500)}`, query: {} })),
  );

  law(
    "answers a signed request with one of its own answers, never with a failure of its own",
    fc.tuple(call, body),
    async ([what, sent]) => {
      fc.pre(what.path === what.path.normalize() && !/[\ud800-\udfff]/.test(what.path));
      const { status, text: said } = await send(emulator, {
        ...what,
        ...(what.method === "GET" ? {} : { body: sent }),
      });
      expect(status, said.slice(0, 200)).not.toBe(500);
      expect(leaks(said, [emulator.credentials.secretAccessKey])).toEqual([]);
    },
    { runs: 100 },
  );

  law(
    "survives bytes that are hardly HTTP",
    fc.oneof(
      latin1,
      fc.tuple(latin1, latin1).map(([line, header]) => `${line}\r\n${header}\r\n\r\n`),
      latin1.map((at) => `GET /${at} HTTP/1.1\r\nhost: x\r\n\r\n`),
    ),
    async (bytes) => {
      await new Promise<void>((resolve) => {
        const socket = connect(Number(new URL(emulator.url).port), "127.0.0.1", () =>
          socket.end(bytes, "latin1"),
        );
        socket
          .on("error", () => {})
          .on("close", () => resolve())
          .resume();
      });
      expect((await send(emulator, { method: "GET" })).status).toBe(200);
    },
    { runs: 50 },
  );
});
