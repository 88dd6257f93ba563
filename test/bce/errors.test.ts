import { describe, expect, it, test } from "vitest";
import { readJsonObject, requireNoBody } from "../../lib/bce/errors/answer-body.ts";
import { BceError } from "../../lib/bce/errors/bce-error.ts";
import { quote } from "../../lib/bce/errors/details.ts";
import { errorFromAnswer } from "../../lib/bce/errors/from-answer.ts";

import { fault, request, response } from "./support/requests.ts";

const deep = `${"[".repeat(5_000)}${"]".repeat(5_000)}`;

describe("an answer that is not a success", () => {
  it.each([
    { status: 403, cloudCode: "AccessDenied", code: "AccessDenied" },
    { status: 403, cloudCode: "AccountOverdue", code: "AccountOverdue" },
    { status: 403, cloudCode: "OptInRequired", code: "ServiceNotActivated" },
    { status: 403, cloudCode: "InvalidAccessKeyId", code: "InvalidCredentials" },
    { status: 400, cloudCode: "SignatureDoesNotMatch", code: "InvalidCredentials" },
    { status: 403, cloudCode: "SignatureDoesNotMatch", code: "InvalidCredentials" },
    { status: 400, cloudCode: "InvalidHTTPAuthHeader", code: "InvalidCredentials" },
    { status: 403, cloudCode: "ExpiredToken", code: "ExpiredToken" },
    { status: 403, cloudCode: "RequestTimeTooSkewed", code: "ClockSkew" },
    { status: 400, cloudCode: "RequestExpired", code: "ClockSkew" },
    { status: 404, cloudCode: "NoSuchBucket", code: "NoSuchBucket" },
    { status: 404, cloudCode: "NoSuchKey", code: "NotFound" },
    { status: 409, cloudCode: "BucketAlreadyExists", code: "Conflict" },
    { status: 412, cloudCode: "PreconditionFailed", code: "Conflict" },
    { status: 400, cloudCode: "MalformedJSON", code: "MalformedRequest" },
    { status: 400, cloudCode: "InappropriateJSON", code: "MalformedRequest" },
    { status: 400, cloudCode: "InvalidEncryptionAlgorithm", code: "InvalidAlgorithm" },
    { status: 400, cloudCode: "InvalidEncryptionKmsMkid", code: "InvalidKmsKey" },
    { status: 400, cloudCode: "InvalidBucketName", code: "InvalidRequest" },
    { status: 501, cloudCode: "NotImplemented", code: "InvalidRequest" },
    { status: 429, cloudCode: "RequestRateLimit", code: "Throttled" },
    { status: 503, cloudCode: "SlowDown", code: "Throttled" },
    { status: 429, cloudCode: "TooManyRequests", code: "Throttled" },
    { status: 503, cloudCode: "ServiceUnavailable", code: "ServerError" },
    { status: 500, cloudCode: "InternalError", code: "ServerError" },
    { status: 503, cloudCode: "RequestRateLimitExceeded", code: "Throttled" },
    { status: 400, cloudCode: "InvalidSessionToken", code: "InvalidCredentials" },
    { status: 400, cloudCode: "InvalidEncryptionCustomerKey", code: "InvalidRequest" },
    { status: 404, cloudCode: "NoSuchBucketEncryption", code: "NotFound" },
    { status: 400, cloudCode: "TooManyBuckets", code: "InvalidRequest" },
    { status: 400, cloudCode: "MaxMessageLengthExceeded", code: "InvalidRequest" },
    { status: 409, cloudCode: "ObjectImmutable", code: "Conflict" },
    { status: 418, cloudCode: "toString", code: "InvalidRequest" },
  ])("$status $cloudCode is $code", ({ status, cloudCode, code }) => {
    expect(errorFromAnswer(request(), fault(status, cloudCode), 0)).toMatchObject({
      code,
      status,
      cloudCode,
      requestId: "4db2b34d",
      operation: "GetBucketEncryption",
      bucket: "acme-logs",
      host: "acme-logs.bj.bcebos.com",
    });
  });

  it.each([
    { status: 500, cloudCode: "NoSuchBucket", code: "ServerError" },
    { status: 503, cloudCode: "NoSuchBucket", code: "ServerError" },
    { status: 403, cloudCode: "NoSuchBucket", code: "AccessDenied" },
    { status: 400, cloudCode: "NoSuchBucket", code: "InvalidRequest" },
    { status: 404, cloudCode: "AccessDenied", code: "NotFound" },
    { status: 500, cloudCode: "AccessDenied", code: "ServerError" },
    { status: 500, cloudCode: "MalformedJSON", code: "ServerError" },
    { status: 403, cloudCode: "InappropriateJSON", code: "AccessDenied" },
    { status: 502, cloudCode: "RequestTimeTooSkewed", code: "ServerError" },
    { status: 500, cloudCode: "InvalidEncryptionKmsMkid", code: "ServerError" },
    { status: 400, cloudCode: "InternalError", code: "ServerError" },
  ])("a code that does not fit its status says nothing: $status $cloudCode is $code", (row) => {
    const error = errorFromAnswer(request(), fault(row.status, row.cloudCode), 0);
    expect(error).toMatchObject({ ...row, requestId: "4db2b34d" });
  });

  it("NoSuchBucket about another bucket is not about this one", () => {
    const body = (bucket: string): string => JSON.stringify({ code: "NoSuchBucket", bucket });
    const of = (bucket: string) =>
      errorFromAnswer(request(), response({ status: 404, body: body(bucket) }), 0);
    expect(of("acme-other")).toMatchObject({ code: "UnexpectedAnswer", cloudCode: "NoSuchBucket" });
    expect(of("acme-other").message).toContain('It is about bucket "acme-other".');
    expect(of("acme-logs").code).toBe("NoSuchBucket");
  });

  it.each([100, 101, 199, 201, 202, 203, 205, 206, 207, 226, 299, 600, 999])(
    "status %d is none that the API gives, whatever is in it",
    (status) => {
      for (const body of [
        "",
        "{}",
        '{"encryptionAlgorithm":"none"}',
        "<html>",
        fault(404, "NoSuchBucket").body,
      ]) {
        const error = errorFromAnswer(request(), response({ status, body }), 0);
        expect(error).toMatchObject({
          code: "UnexpectedAnswer",
          status,
          retryable: false,
          mayHaveTakenEffect: true,
        });
        expect(error.message).toContain(`status ${status}.`);
      }
    },
  );

  const html = "<html>blocked</html>";
  it.each([
    { name: "403 without a body", answer: response({ status: 403 }), code: "AccessDenied" },
    { name: "404 without a body", answer: response({ status: 404 }), code: "NotFound" },
    { name: "403 of a proxy", answer: response({ status: 403, body: html }), code: "UnexpectedAnswer" },
    { name: "404 of a proxy", answer: response({ status: 404, body: html }), code: "UnexpectedAnswer" },
    {
      name: "JSON without a code",
      answer: response({ status: 401, body: '{"a":1}' }),
      code: "InvalidCredentials",
    },
    { name: "a JSON list", answer: response({ status: 403, body: "[]" }), code: "UnexpectedAnswer" },
    { name: "408 of a proxy", answer: response({ status: 408, body: html }), code: "Timeout" },
    { name: "429 of a proxy", answer: response({ status: 429, body: html }), code: "Throttled" },
    { name: "502 of a proxy", answer: response({ status: 502, body: html }), code: "ServerError" },
    { name: "304", answer: response({ status: 304 }), code: "UnexpectedAnswer" },
    {
      name: "a NoSuchBucket that is nested too deep",
      answer: response({ status: 404, body: `{"code":"NoSuchBucket","a":${deep}}` }),
      code: "UnexpectedAnswer",
    },
    {
      name: "a code that stands twice",
      answer: response({ status: 404, body: '{"code":"AccessDenied","code":"NoSuchBucket"}' }),
      code: "UnexpectedAnswer",
    },
  ])("$name is $code", ({ answer, code }) => {
    expect(errorFromAnswer(request(), answer, 0)).toMatchObject({ code, status: answer.status });
  });

  it.each([{ status: 301 }, { status: 302 }, { status: 307 }, { status: 308 }])(
    "$status with a Location is WrongRegion and keeps it",
    ({ status }) => {
      const location = "https://acme-logs.gz.bcebos.com/?encryption";
      const error = errorFromAnswer(request(), response({ status, headers: { location } }), 0);
      expect(error).toMatchObject({ code: "WrongRegion", location, retryable: false });
      expect(error.message).toContain(location);
    },
  );

  it("takes the request id from the header, and Retry-After along", () => {
    const headers = { "x-bce-request-id": "from-header", "retry-after": "2" };
    expect(errorFromAnswer(request(), fault(503, "SlowDown", headers), 0)).toMatchObject({
      requestId: "from-header",
      retryAfterMs: 2000,
    });
  });
});

describe("a success that may be none", () => {
  it("reads an object, and nothing as nothing", () => {
    expect(readJsonObject(request(), response({ body: '{"a":[1]}' }))).toEqual({ a: [1] });
    expect(readJsonObject(request(), response({ body: "" }))).toBeUndefined();
  });

  it.each([
    { name: "HTML", body: "<html>log in</html>", says: 'begins "<html>log in</html>"' },
    { name: "cut JSON", body: '{"a":', says: "not JSON" },
    { name: "a list", body: "[]", says: "not a JSON object" },
    { name: "null", body: "null", says: "not a JSON object" },
    { name: "an error", body: fault(200, "InternalError").body, says: "holds an error: InternalError" },
    { name: "a bare code", body: '{"code":"AccessDenied"}', says: "holds an error: AccessDenied." },
    {
      name: "a code beside what is due",
      body: '{"encryptionAlgorithm":"none","code":"AccessDenied"}',
      says: "holds an error: AccessDenied.",
    },
    { name: "white space", body: " \n", says: "not JSON" },
    { name: "a byte order mark", body: "\ufeff", says: "not JSON" },
    { name: "JSON too deep", body: `{"a":${deep}}`, says: "nested deeper than 64 levels" },
    { name: "a name twice", body: '{"a":1,"a":2}', says: "a name that stands twice" },
  ])("refuses $name", ({ body, says }) => {
    expect(() => readJsonObject(request(), response({ body }))).toThrow(says);
    expect(() => readJsonObject(request(), response({ body }))).toThrow(
      expect.objectContaining({ code: "UnexpectedAnswer", status: 200, retryable: false }),
    );
  });
});

describe("a success without a body", () => {
  it("is one that has none", () => {
    expect(() => requireNoBody(request(), response())).not.toThrow();
  });

  it.each(["{}", " ", "null", "<html>", '{"success":true}'])("is not one that has %j", (body) => {
    expect(() => requireNoBody(request(), response({ body }))).toThrow(
      expect.objectContaining({ code: "UnexpectedAnswer", mayHaveTakenEffect: true, retryable: false }),
    );
  });
});

describe("anything caught", () => {
  const coded = (code: string, cause?: Error): Error =>
    Object.assign(new Error("fault", { cause }), { code });
  it.each([
    { caught: coded("ENOTFOUND"), code: "Unreachable", retryable: false },
    { caught: coded("EAI_AGAIN"), code: "Unreachable", retryable: true },
    { caught: coded("ECONNREFUSED"), code: "Unreachable", retryable: true },
    { caught: new AggregateError([coded("ECONNREFUSED")]), code: "Unreachable", retryable: true },
    {
      caught: new TypeError("failed", { cause: coded("ECONNRESET") }),
      code: "ConnectionLost",
      retryable: true,
    },
    { caught: coded("UND_ERR_CONNECT_TIMEOUT"), code: "Timeout", retryable: true },
    { caught: coded("UND_ERR_SOCKET"), code: "ConnectionLost", retryable: true },
    { caught: coded("CERT_HAS_EXPIRED"), code: "TlsFailure", retryable: false },
    { caught: coded("ERR_TLS_CERT_ALTNAME_INVALID"), code: "TlsFailure", retryable: false },
    { caught: new DOMException("stop", "AbortError"), code: "Cancelled", retryable: false },
    {
      caught: new Error("Proxy response (407) !== 200 when HTTP Tunneling"),
      code: "Unreachable",
      retryable: false,
    },
    { caught: new TypeError("x is not a function"), code: "Internal", retryable: false },
    { caught: "a string", code: "Internal", retryable: false },
    { caught: undefined, code: "Internal", retryable: false },
  ])("$caught is $code", ({ caught, code, retryable }) => {
    expect(BceError.from(caught, { bucket: "b" })).toMatchObject({ code, retryable, bucket: "b" });
    expect(BceError.from(caught).cause).toBe(caught);
  });

  it.each([
    { of: "undici", error: { name: "HTTPParserError", data: "authorization: secret" } },
    { of: "Node", error: { code: "HPE_INVALID_CONSTANT", rawPacket: "authorization: secret" } },
    { of: "Node, of too much", error: { code: "HPE_HEADER_OVERFLOW", rawPacket: "authorization: secret" } },
  ])("does not keep the raw bytes that are no HTTP, on an error of $of", ({ error }) => {
    const caught = Object.assign(new Error("bad"), error);
    expect(BceError.from(caught)).toMatchObject({ code: "UnexpectedAnswer", retryable: false });
    expect(BceError.from(caught).cause).toBeUndefined();
  });

  it("leaves a BceError as it is", () => {
    const error = new BceError("Timeout");
    expect(BceError.from(error)).toBe(error);
  });

  it("survives causes that go in a circle", () => {
    const a = new Error("a");
    a.cause = a;
    expect(BceError.from(a).code).toBe("Internal");
  });
});

describe("the message", () => {
  it("says what failed, why, and what to do next", () => {
    expect(errorFromAnswer(request(), fault(403, "AccessDenied"), 0).message).toBe(
      'GetBucketEncryption of bucket "acme-logs" was denied: 403 AccessDenied, request id 4db2b34d. ' +
        'The cloud says: "about AccessDenied". ' +
        "Grant the permission GetBucketEncryption to the access key's user or role, in its policy or in the bucket's.",
    );
  });

  it.each([
    {
      name: "an unknown region is suspected",
      host: "b.bejing.bcebos.com",
      says: '"bejing" is not a region known here',
    },
    { name: "the known regions are listed", host: "b.bejing.bcebos.com", says: "bj (Beijing)" },
    { name: "a known region is not suspected", host: "b.bj.bcebos.com", says: "Check the endpoint" },
    { name: "nor is a host elsewhere", host: "storage.example", says: "Check the endpoint" },
  ])("unreachable: $name", ({ host, says }) => {
    expect(new BceError("Unreachable", { host }).message).toContain(says);
  });

  it.each([
    { clockOffsetMs: 420_000, says: "420 s behind the service's" },
    { clockOffsetMs: -420_000, says: "420 s ahead of the service's" },
    { clockOffsetMs: undefined, says: "Set this machine's clock" },
  ])("clock skew of $clockOffsetMs ms", ({ clockOffsetMs, says }) => {
    expect(new BceError("ClockSkew", { clockOffsetMs }).message).toContain(says);
  });
});

test("a quotation has one line, no control characters and at most 200 characters", () => {
  expect(quote("  a\u001b[31m\r\n\u202eb\u0000 ")).toBe("a [31m b");
  expect(quote("x".repeat(5000))).toBe(`${"x".repeat(200)}…`);
});
