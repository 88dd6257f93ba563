import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import {
  authorizationHeader,
  authPrefix,
  canonicalHeaders,
  canonicalRequest,
  canonicalUri,
  contentDigest,
  percentEncode,
  signature,
  signedHeaderNames,
  signingKey,
  signRequest,
  timestamp,
  wireQuery,
} from "../../lib/bce/signer.ts";

import { request } from "./support/requests.ts";

interface Case {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly timestamp: string;
  readonly expirationSeconds: number;
  readonly namesSignedHeaders: boolean;
  readonly method: string;
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  readonly headers: Readonly<Record<string, string>>;
}

const FOLDER = join(import.meta.dirname, "signer/cases");

const names = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

const text = (name: string, file: string): string =>
  readFileSync(join(FOLDER, name, file), "utf8").slice(0, -1);

test("the cases were found, the published one among them", () => {
  expect(names.length).toBeGreaterThanOrEqual(12);
  expect(names).toContain("published-upload-part");
});

describe.each(names)("%s", (name) => {
  const given = JSON.parse(text(name, "request.json")) as Case;
  const prefix = authPrefix(given.accessKeyId, given.timestamp, given.expirationSeconds);

  it("has the canonical request", () => {
    expect(canonicalRequest(given)).toBe(text(name, "canonical-request.txt"));
  });

  it("has the signing key", () => {
    expect(signingKey(given.secretAccessKey, prefix)).toBe(text(name, "signing-key.txt"));
  });

  it("has the signature", () => {
    expect(signature(text(name, "signing-key.txt"), text(name, "canonical-request.txt"))).toBe(
      text(name, "signature.txt"),
    );
  });

  it("has the authorization header", () => {
    const signedNames = given.namesSignedHeaders ? signedHeaderNames(given.headers) : [];
    expect(authorizationHeader(prefix, signedNames, text(name, "signature.txt"))).toBe(
      text(name, "authorization.txt"),
    );
  });
});

describe("the digest of a body", () => {
  // What `printf '{"a":1}' | openssl dgst -md5 -binary | base64` says, and `sha256sum`.
  const md5 = "u2y1xo30ZSlByvZSo2by2A==";
  const sha256 = "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862";

  it("is MD5", () => {
    expect(contentDigest('{"a":1}')).toEqual({ "content-md5": md5 });
  });

  it("is SHA-256, signed as well, in a Node that keeps to FIPS and throws for MD5", () => {
    const fips = (algorithm: "md5" | "sha256", encoding: "base64" | "hex", body: string): string => {
      if (algorithm === "md5") throw new Error("digital envelope routines::unsupported");
      return createHash(algorithm).update(body).digest(encoding);
    };
    const headers = contentDigest('{"a":1}', fips);
    expect(headers).toEqual({ "x-bce-content-sha256": sha256 });
    expect(signedHeaderNames(headers)).toEqual(["x-bce-content-sha256"]);
  });
});

describe("signing a whole request", () => {
  const credentials = { accessKeyId: "key", secretAccessKey: "secret" };
  const request = {
    operation: "PutBucketEncryption",
    method: "PUT",
    origin: "http://127.0.0.1:8080",
    path: "/acme-logs/",
    query: [["encryption", ""]],
    headers: { "content-type": "application/json" },
    body: "{é}",
  } as const;
  const signedAtMs = Date.UTC(2026, 10, 23, 11, 0, 0, 999);

  it("adds host with port, date, length in bytes and a signature over all of them", () => {
    const { authorization, ...headers } = signRequest(request, { credentials, signedAtMs });
    expect(headers).toEqual({
      "content-type": "application/json",
      "content-length": "4",
      "content-md5": "VQDae69ciAGiHvIlGGnQig==",
      host: "127.0.0.1:8080",
      "x-bce-date": "2026-11-23T11:00:00Z",
    });
    expect(authorization).toMatch(
      /^bce-auth-v1\/key\/2026-11-23T11:00:00Z\/1800\/content-length;content-md5;content-type;host;x-bce-date\/[0-9a-f]{64}$/,
    );
  });

  it("signs another body otherwise, of the same length too", () => {
    const signatures = ["{é}", "{è}"].map(
      (body) => signRequest({ ...request, body }, { credentials, signedAtMs })["authorization"],
    );
    expect(new Set(signatures).size).toBe(2);
  });

  it("sends no digest where there is no body", () => {
    const { body: _, ...empty } = request;
    expect(signRequest(empty, { credentials, signedAtMs })).not.toHaveProperty("content-md5");
  });

  it("sends and signs the session token of temporary credentials", () => {
    const headers = signRequest(request, {
      credentials: { ...credentials, sessionToken: "token" },
      signedAtMs,
    });
    expect(headers["x-bce-security-token"]).toBe("token");
    expect(headers["authorization"]).toContain(";x-bce-security-token/");
  });

  it.each([
    { method: "GET", length: undefined },
    { method: "HEAD", length: undefined },
    { method: "DELETE", length: undefined },
    { method: "PUT", length: "0" },
    { method: "POST", length: "0" },
  ] as const)("says the length of a $method without a body: $length", ({ method, length }) => {
    const { body: _, ...bodiless } = request;
    expect(signRequest({ ...bodiless, method }, { credentials, signedAtMs })["content-length"]).toBe(length);
  });
});

it("says the length of whatever carries something, also where nothing is expected to be carried", () => {
  const carrying = { ...request({ method: "DELETE" }), body: "{é}" };
  const signing = { credentials: { accessKeyId: "key", secretAccessKey: "secret" }, signedAtMs: 0 };
  expect(signRequest(carrying, signing)["content-length"]).toBe("4");
});

describe("headers to sign", () => {
  it("are known by their names, whatever stands around these", () => {
    expect(signedHeaderNames({ " X-Bce-B ": "2", " Host": "h", Accept: "x" })).toEqual(["host", "x-bce-b"]);
  });

  it("lose those without a value, one of a pair in two spellings included", () => {
    const headers = { "X-Bce-A": "1", "x-bce-a": " ", "x-bce-b": "" };
    expect(signedHeaderNames(headers)).toEqual(["x-bce-a"]);
    expect(canonicalHeaders(headers)).toBe("x-bce-a:1");
  });
});

describe("laws of the encoding", () => {
  it("keeps only unreserved characters and can be undone", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (value) => {
        const encoded = percentEncode(value);
        expect(encoded).toMatch(/^([A-Za-z0-9\-._~]|%[0-9A-F]{2})*$/);
        expect(decodeURIComponent(encoded)).toBe(value);
      }),
    );
  });

  it("never throws, whatever a path holds, and keeps its slashes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (path) => {
        expect(canonicalUri(path).split("/")).toHaveLength(path.split("/").length);
      }),
    );
  });

  it("does not depend on the order of query and headers", () => {
    const pairs = fc.array(fc.tuple(fc.string(), fc.string()));
    fc.assert(
      fc.property(pairs, (query) => {
        const form = (q: typeof query): string =>
          canonicalRequest({ method: "GET", path: "/", query: q, headers: {} });
        expect(form(query.toReversed())).toBe(form(query));
      }),
    );
  });

  it("replaces half of a surrogate pair, which has no encoding", () => {
    expect(percentEncode("\ud83d")).toBe("%EF%BF%BD");
  });
});

test("the wire's query keeps its order and writes a key without a value bare", () => {
  expect(
    wireQuery([
      ["list", ""],
      ["b c", "d/e"],
    ]),
  ).toBe("list&b%20c=d%2Fe");
});

test("a timestamp has whole seconds, cut and not rounded", () => {
  expect(timestamp(1430123029999)).toBe("2015-04-27T08:23:49Z");
});
