import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { verifySignature } from "../../lib/emulator/signature/verify.ts";
import type { WireRequest } from "../../lib/emulator/wire/request.ts";
import { timestampOf } from "./support/client.ts";
import { authorizationFor, encode, type SigningOptions, type ToSign } from "./support/signer.ts";

const nowMs = Date.parse("2026-11-23T12:00:00Z");
const minuteMs = 60_000;
const credentials = { accessKeyId: "ak", secretAccessKey: "sk" };
const plain: ToSign = {
  method: "GET",
  path: "/acme-logs",
  query: { encryption: "" },
  headers: { host: "h" },
};

/** As it would come over the wire. */
const wire = (request: ToSign, authorization: string): WireRequest => ({
  method: request.method,
  target: `${encode(request.path, "/")}?${Object.entries(request.query)
    .map(([key, value]) => `${encode(key)}=${encode(value)}`)
    .join("&")}`,
  headers: { ...request.headers, authorization },
});

const signed = (request: ToSign, options: Partial<SigningOptions> = {}): WireRequest =>
  wire(request, authorizationFor(request, { ...credentials, timestamp: timestampOf(nowMs), ...options }));

describe("a right signature", () => {
  it("from the published example is accepted (Baidu AI Cloud's page on authorization strings)", () => {
    const request: WireRequest = {
      method: "PUT",
      target: "/v1/test/myfolder/readme.txt?partNumber=9&uploadId=a44cc9bab11cbd156984767aad637851",
      headers: {
        host: "bj.bcebos.com",
        "content-type": "text/plain",
        "content-length": "8",
        "content-md5": "NFzcPqhviddjRNnSOGo4rw==",
        "x-bce-date": "2015-04-27T08:23:49Z",
        authorization: `bce-auth-v1/${"a".repeat(32)}/2015-04-27T08:23:49Z/1800//d74a04362e6a848f5b39b15421cb449427f419c95a480fd6b8cf9fc783e2999e`,
      },
    };
    const published = { accessKeyId: "a".repeat(32), secretAccessKey: "b".repeat(32) };
    expect(verifySignature(request, published, Date.parse("2015-04-27T08:23:49Z"))).toBeUndefined();
  });

  const text = fc.string({ unit: "grapheme", maxLength: 12 });
  const anyRequest: fc.Arbitrary<ToSign> = fc.record({
    method: fc.constantFrom("GET", "PUT", "DELETE", "HEAD"),
    path: text.map((path) => `/${path}`),
    query: fc.dictionary(
      text.filter((key) => key !== "" && key.toLowerCase() !== "authorization"),
      text,
      { maxKeys: 4 },
    ),
    headers: fc.record({
      host: fc.constant("localhost:1234"),
      "x-bce-meta-colour": fc.constantFrom("red", "a/b c", "!'()*", "50%"),
    }),
  });

  it("is accepted whatever is in path, query and headers", () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        expect(verifySignature(signed(request), credentials, nowMs)).toBeUndefined();
      }),
    );
  });

  it("is refused for another path", () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const { authorization = "" } = signed(request).headers;
        const moved = wire({ ...request, path: `${request.path}x` }, authorization);
        expect(verifySignature(moved, credentials, nowMs)?.code).toBe("SignatureDoesNotMatch");
      }),
    );
  });

  it.each<[string, ToSign, Partial<SigningOptions>]>([
    ["with the default set of headers", plain, { signedHeaders: [] }],
    [
      "that leaves out a header other than host",
      { ...plain, headers: { host: "h", "x-bce-a": "1" } },
      { signedHeaders: ["host"] },
    ],
    ["made 14 minutes ahead", plain, { timestamp: timestampOf(nowMs + 14 * minuteMs) }],
    ["made 29 minutes ago, valid for 30", plain, { timestamp: timestampOf(nowMs - 29 * minuteMs) }],
    [
      "whose x-bce-date is 14 minutes behind",
      { ...plain, headers: { host: "h", "x-bce-date": timestampOf(nowMs - 14 * minuteMs) } },
      {},
    ],
  ])("%s is accepted", (_name, request, options) => {
    const headers = options.signedHeaders?.length === 0 ? ["host"] : undefined;
    const full = authorizationFor(request, {
      ...credentials,
      timestamp: timestampOf(nowMs),
      ...options,
      ...(headers && { signedHeaders: headers }),
    });
    const authorization = headers ? full.replace("/host/", "//") : full;
    expect(verifySignature(wire(request, authorization), credentials, nowMs)).toBeUndefined();
  });
});

describe("a wrong signature", () => {
  const { authorization: right = "" } = signed(plain).headers;
  const with_ = (authorization: string) => wire(plain, authorization);

  it.each<[string, WireRequest, number, string]>([
    ["none at all", { ...signed(plain), headers: { host: "h" } }, 403, "AccessDenied"],
    [
      "in the query (a presigned URL)",
      { method: "GET", target: `/acme-logs?authorization=${encode(right)}`, headers: { host: "h" } },
      501,
      "NotImplemented",
    ],
    ["of another scheme", with_("Basic YTpi"), 400, "InvalidHTTPAuthHeader"],
    ["with a part missing", with_(right.replace("/host/", "/")), 400, "InvalidHTTPAuthHeader"],
    ["with a local time", with_(right.replace("Z/", "+08:00/")), 400, "InvalidHTTPAuthHeader"],
    ["with an impossible time", with_(right.replace("-23T", "-40T")), 400, "InvalidHTTPAuthHeader"],
    [
      "with an expiration that is no number",
      with_(right.replace("/1800/", "/soon/")),
      400,
      "InvalidHTTPAuthHeader",
    ],
    ["with a name in upper case", with_(right.replace("/host/", "/Host/")), 400, "InvalidHTTPAuthHeader"],
    [
      "that signs an absent header",
      with_(right.replace("/host/", "/host;x-bce-a/")),
      400,
      "InvalidHTTPAuthHeader",
    ],
    [
      "that leaves out host",
      signed({ ...plain, headers: { host: "h", "x-bce-a": "1" } }, { signedHeaders: ["x-bce-a"] }),
      400,
      "InvalidHTTPAuthHeader",
    ],
    ["of an unknown key", signed(plain, { accessKeyId: "other" }), 403, "InvalidAccessKeyId"],
    ["with another secret", signed(plain, { secretAccessKey: "other" }), 403, "SignatureDoesNotMatch"],
    ["of another method", { ...signed(plain), method: "DELETE" }, 403, "SignatureDoesNotMatch"],
    ["of another query", { ...signed(plain), target: "/acme-logs?acl=" }, 403, "SignatureDoesNotMatch"],
    [
      "of another host",
      { ...signed(plain), headers: { ...signed(plain).headers, host: "i" } },
      403,
      "SignatureDoesNotMatch",
    ],
    ["over a path that is no percent-encoding", { ...signed(plain), target: "/%zz" }, 400, "InvalidURI"],
    [
      "made 16 minutes ahead",
      signed(plain, { timestamp: timestampOf(nowMs + 16 * minuteMs) }),
      403,
      "RequestTimeTooSkewed",
    ],
    [
      "whose x-bce-date is 16 minutes behind",
      signed({ ...plain, headers: { host: "h", "x-bce-date": timestampOf(nowMs - 16 * minuteMs) } }),
      403,
      "RequestTimeTooSkewed",
    ],
    [
      "whose x-bce-date is no time",
      signed({ ...plain, headers: { host: "h", "x-bce-date": "now" } }),
      400,
      "InvalidArgument",
    ],
    [
      "made 31 minutes ago, valid for 30",
      signed(plain, { timestamp: timestampOf(nowMs - 31 * minuteMs) }),
      403,
      "RequestExpired",
    ],
    [
      "with a session token for a permanent key",
      signed({ ...plain, headers: { host: "h", "x-bce-security-token": "t" } }),
      400,
      "InvalidSessionToken",
    ],
  ])("(%s) is refused", (_name, request, status, code) => {
    expect(verifySignature(request, credentials, nowMs)).toMatchObject({ status, code });
  });
});

describe("a temporary key", () => {
  const temporary = { ...credentials, sessionToken: "token-of-the-session" };
  const withToken = (token: string): ToSign => ({
    ...plain,
    headers: { host: "h", "x-bce-security-token": token },
  });

  it.each<[string, WireRequest, string | undefined]>([
    ["its token, signed", signed(withToken("token-of-the-session")), undefined],
    ["another token", signed(withToken("token-of-another")), "InvalidSessionToken"],
    ["no token", signed(plain), "InvalidAccessKeyId"],
    [
      "its token, unsigned",
      signed(withToken("token-of-the-session"), { signedHeaders: ["host"] }),
      "InvalidHTTPAuthHeader",
    ],
  ])("with %s", (_name, request, code) => {
    expect(verifySignature(request, temporary, nowMs)?.code).toBe(code);
  });

  it("is not shown when the signature is wrong", () => {
    const request = signed(withToken("token-of-the-session"), { secretAccessKey: "other" });
    const message = verifySignature(request, temporary, nowMs)?.message;
    expect(message).toContain("x-bce-security-token:***");
    expect(message).not.toContain("token-of-the-session");
  });
});
