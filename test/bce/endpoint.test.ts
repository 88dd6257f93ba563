import { describe, expect, it, test } from "vitest";
import { type EndpointOptions, resolveEndpoint } from "../../lib/bce/endpoint.ts";

/** Origin and path in one text, or the codes of the issues. */
function placeOf(options: EndpointOptions): string | readonly string[] {
  const resolved = resolveEndpoint(options);
  if (!resolved.ok) return resolved.issues.map(({ code }) => code);
  return resolved.endpoint.origin + resolved.endpoint.path;
}

describe("where a request goes", () => {
  const of = (options: Omit<EndpointOptions, "region">): EndpointOptions => ({ region: "bj", ...options });
  it.each([
    [of({}), "https://bj.bcebos.com/"],
    [of({ bucket: "logs" }), "https://logs.bj.bcebos.com/"],
    [of({ bucket: "logs", pathStyle: true }), "https://bj.bcebos.com/logs/"],
    [{ region: "mars-1", bucket: "logs" }, "https://logs.mars-1.bcebos.com/"],
    [of({ bucket: "logs", endpoint: "https://bos.corp" }), "https://logs.bos.corp/"],
    [of({ bucket: "logs", endpoint: "https://bos.corp/" }), "https://logs.bos.corp/"],
    [of({ bucket: "logs", endpoint: "https://bos.corp:443" }), "https://logs.bos.corp/"],
    [of({ endpoint: "https://bos.corp" }), "https://bos.corp/"],
    [of({ bucket: "logs", endpoint: "http://bos.corp:8080" }), "http://bos.corp:8080/logs/"],
    [of({ bucket: "logs", endpoint: "http://127.0.0.1:9000" }), "http://127.0.0.1:9000/logs/"],
    [of({ bucket: "logs", endpoint: "http://10.0.0.7" }), "http://10.0.0.7/logs/"],
    [of({ bucket: "logs", endpoint: "http://[::1]:9000" }), "http://[::1]:9000/logs/"],
    [of({ bucket: "logs", endpoint: "http://[fd00::7]" }), "http://[fd00::7]/logs/"],
    [of({ bucket: "logs", endpoint: "http://localhost" }), "http://localhost/logs/"],
    [
      of({ bucket: "logs", endpoint: "http://bos.corp:8080", pathStyle: false }),
      "http://logs.bos.corp:8080/",
    ],
    [of({ bucket: "logs", endpoint: "https://bos.corp", pathStyle: true }), "https://bos.corp/logs/"],
    [{ region: "", endpoint: "https://bos.corp" }, "https://bos.corp/"],
    [
      of({ bucket: "logs", endpoint: "http://127.0.0.1:9000", pathStyle: false }),
      ["endpoint-needs-path-style"],
    ],
    [of({ bucket: "logs", endpoint: "http://[::1]", pathStyle: false }), ["endpoint-needs-path-style"]],
    [of({ endpoint: "http://127.0.0.1:9000", pathStyle: false }), "http://127.0.0.1:9000/"],
  ])("%o: %s", (options, expected) => {
    expect(placeOf(options)).toEqual(expected);
  });
});

describe("what is refused", () => {
  it.each([
    ["bj.bcebos.com", ["endpoint-not-a-url"]],
    ["localhost:8080", ["endpoint-not-a-url"]],
    ["", ["endpoint-not-a-url"]],
    ["https://", ["endpoint-not-a-url"]],
    ["http://host:99999", ["endpoint-not-a-url"]],
    ["ftp://bos.corp", ["endpoint-scheme"]],
    ["https://me:password@bos.corp", ["endpoint-has-credentials"]],
    ["https://bos.corp/prefix", ["endpoint-has-path"]],
    ["https://bos.corp?", ["endpoint-has-query"]],
    ["https://bos.corp#x", ["endpoint-has-query"]],
    [
      "ftp://me@bos.corp/p?q",
      ["endpoint-scheme", "endpoint-has-credentials", "endpoint-has-query", "endpoint-has-path"],
    ],
  ])("endpoint %s", (endpoint, codes) => {
    expect(placeOf({ region: "bj", endpoint })).toEqual(codes);
  });

  const NAMES = ["evil.example/", "evil.example#", "a@b", "a:1", "a\\b", "", ".", "..", "a..b", "-a", "a b"];
  it.each([...NAMES, "a".repeat(254)])(
    "%j as bucket or region, which would lead the request to another host, or to none",
    (name) => {
      expect(placeOf({ region: name, bucket: name })).toEqual([
        "region-not-a-host-label",
        "bucket-not-a-host-label",
      ]);
    },
  );
});

test("an issue does not quote the password", () => {
  expect(
    JSON.stringify(resolveEndpoint({ region: "bj", endpoint: "https://me:hush@bos.corp" })),
  ).not.toContain("hush");
});
