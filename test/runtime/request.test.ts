import { expect, test } from "vitest";
import type { Verb } from "../../lib/runtime/arguments.ts";
import { type ParsedRequest, parseRequest } from "../../lib/runtime/request.ts";

const UNWRITTEN = {
  region: undefined,
  endpoint: undefined,
  path_style: undefined,
  deny_weakening: undefined,
  require_https: undefined,
  request_timeout: undefined,
  max_retries: undefined,
};
const DEFAULTS = { bucket: "acme-logs", timeoutMs: undefined, onConflict: undefined };
const AES = { kind: "bos-managed", algorithm: "AES256" };
const refused = (...issues: string[]): ParsedRequest => ({ ok: false, issues });

const parse = (verb: Verb, attributes: object) =>
  parseRequest(verb, JSON.stringify({ contract: 1, bucket: "acme-logs", ...attributes }));

const understood: Record<string, { verb: Verb; attributes: object; written?: object; request: object }> = {
  "an apply of nothing but a bucket": { verb: "apply", attributes: {}, request: { desired: AES } },
  "an apply with everything": {
    verb: "apply",
    attributes: {
      region: "bj",
      endpoint: "http://127.0.0.1:8080",
      path_style: false,
      deny_weakening: true,
      require_https: true,
      request_timeout: 2.5,
      max_retries: 0,
      timeout: "1m30s",
      on_conflict: "adopt",
      sse_algorithm: "SM4",
      kms_master_key_id: "key-1",
    },
    written: {
      region: "bj",
      endpoint: "http://127.0.0.1:8080",
      path_style: false,
      deny_weakening: true,
      require_https: true,
      request_timeout: 2.5,
      max_retries: 0,
    },
    request: {
      timeoutMs: 90_000,
      onConflict: "adopt",
      desired: { kind: "kms-managed", algorithm: "SM4", kmsMasterKeyId: "key-1" },
    },
  },
  "an apply of off": {
    verb: "apply",
    attributes: { enabled: false },
    request: { desired: { kind: "disabled" } },
  },
  "an apply of on, in so many words": {
    verb: "apply",
    attributes: { enabled: true, sse_algorithm: "AES256" },
    request: { desired: AES },
  },
  "null is left out": {
    verb: "apply",
    attributes: {
      region: null,
      endpoint: null,
      path_style: null,
      deny_weakening: null,
      require_https: null,
      request_timeout: null,
      max_retries: null,
      timeout: null,
      on_conflict: null,
    },
    request: { desired: AES },
  },
  "an empty setting is left out": {
    verb: "apply",
    attributes: { region: "", endpoint: "" },
    request: { desired: AES },
  },
  "a destroy of nothing but a bucket": {
    verb: "destroy",
    attributes: { on_destroy: "disable" },
    request: { onDestroy: "disable", appliedEndpoint: undefined, kmsMasterKeyId: undefined },
  },
  "a destroy with everything": {
    verb: "destroy",
    attributes: {
      on_destroy: "retain",
      applied_endpoint: "http://127.0.0.1:1",
      endpoint: "http://127.0.0.1:2",
      kms_master_key_id: "*",
      on_conflict: "fail",
      stack_buckets: "./buckets.json",
      construct: "prod/logs",
    },
    written: { endpoint: "http://127.0.0.1:2" },
    request: {
      onDestroy: "retain",
      appliedEndpoint: "http://127.0.0.1:1",
      kmsMasterKeyId: "*",
      onConflict: "fail",
      stackBuckets: "./buckets.json",
      construct: "prod/logs",
    },
  },
  "a destroy of a KMS key": {
    verb: "destroy",
    attributes: { on_destroy: "disable", applied_endpoint: null, kms_master_key_id: "key-1" },
    request: { onDestroy: "disable", appliedEndpoint: undefined, kmsMasterKeyId: "key-1" },
  },
};

test.each(Object.entries(understood))("%s", (_name, { verb, attributes, written, request }) => {
  expect(parse(verb, attributes)).toEqual({
    ok: true,
    request: { ...DEFAULTS, verb, written: { ...UNWRITTEN, ...written }, ...request },
  });
});

const isNull = (name: string) => `${name}: Is null: the expression it references has no value.`;

const wrong: Record<string, { verb?: Verb; attributes: object; issues: string[] }> = {
  "no bucket": { attributes: { bucket: null }, issues: ["bucket: Is missing."] },
  "a bucket that is no text": { attributes: { bucket: 7 }, issues: ["bucket: Must be text, not 7."] },
  "a bucket that can be none": {
    attributes: { bucket: "a/../b" },
    issues: [
      'bucket: A bucket\'s name holds only lower-case letters, digits and "-"; "a/../b" holds "/", ".".',
    ],
  },
  "a region that is no text": { attributes: { region: [] }, issues: ["region: Must be text, not []."] },
  "a region of blanks": {
    attributes: { region: " " },
    issues: [
      'region: A region is a short word of lower-case letters, digits and "-", such as "bj" or "gz"; got " ".',
    ],
  },
  "an endpoint that is no text": {
    attributes: { endpoint: 80 },
    issues: ["endpoint: Must be text, not 80."],
  },
  "a path style in words": {
    attributes: { path_style: "true" },
    issues: ['path_style: Must be true or false, not "true".'],
  },
  "a guard in words": {
    attributes: { deny_weakening: "yes" },
    issues: ['deny_weakening: Must be true or false, not "yes".'],
  },
  "a request's time in words": {
    attributes: { request_timeout: "30s" },
    issues: ['request_timeout: Must be a number, not "30s".'],
  },
  "no time for a request": {
    attributes: { request_timeout: 0 },
    issues: ["request_timeout: A request may take more than 0 and at most 600 seconds; got 0."],
  },
  "too much time for a request": {
    attributes: { request_timeout: 600.5 },
    issues: ["request_timeout: A request may take more than 0 and at most 600 seconds; got 600.5."],
  },
  "half a retry": {
    attributes: { max_retries: 1.5 },
    issues: ["max_retries: Write a whole number from 0 to 20; got 1.5."],
  },
  "fewer retries than none": {
    attributes: { max_retries: -1 },
    issues: ["max_retries: Write a whole number from 0 to 20; got -1."],
  },
  "too many retries": {
    attributes: { max_retries: 21 },
    issues: ["max_retries: Write a whole number from 0 to 20; got 21."],
  },
  "a time without a unit": {
    attributes: { timeout: "30" },
    issues: [
      'timeout: Write a time of more than 0 with its unit, for example "30s", "5m" or "1h30m", not "30".',
    ],
  },
  "another word for a conflict": {
    attributes: { on_conflict: "ADOPT" },
    issues: ['on_conflict: Write "adopt" or "fail", not "ADOPT".'],
  },
  "enabled in words": {
    attributes: { enabled: "false" },
    issues: ['enabled: Must be true or false, not "false".'],
  },
  "an algorithm that only looks right": {
    attributes: { sse_algorithm: "aes256" },
    issues: ['sse_algorithm: BOS encrypts with "AES256" or "SM4", not with "aes256". Did you mean "AES256"?'],
  },
  "a key that is no text": {
    attributes: { kms_master_key_id: { id: "key-1" } },
    issues: ['kms_master_key_id: Must be text, not {"id":"key-1"}.'],
  },
  "an empty key": {
    attributes: { kms_master_key_id: "" },
    issues: [
      "kms_master_key_id: An empty text is no key: leave the key out for BOS-managed keys, or give the id of a KMS master key.",
    ],
  },
  "references that came to nothing": {
    attributes: { enabled: null, sse_algorithm: null, kms_master_key_id: null },
    issues: [isNull("enabled"), isNull("sse_algorithm"), isNull("kms_master_key_id")],
  },
  "a misspelt attribute": {
    attributes: { kms_key_id: "key-1" },
    issues: ["kms_key_id: There is no such attribute."],
  },
  "what only a destroy knows": {
    attributes: { on_destroy: "disable" },
    issues: ["on_destroy: There is no such attribute."],
  },
  "a destroy that does not say what to do": {
    verb: "destroy",
    attributes: {},
    issues: ['on_destroy: Is missing: write "disable" or "retain".'],
  },
  "a destroy with another word": {
    verb: "destroy",
    attributes: { on_destroy: "delete" },
    issues: ['on_destroy: Write "disable" or "retain", not "delete".'],
  },
  "a destroy with a desired state": {
    verb: "destroy",
    attributes: { on_destroy: "disable", sse_algorithm: "AES256", enabled: false },
    issues: ["sse_algorithm: There is no such attribute.", "enabled: There is no such attribute."],
  },
  "an applied endpoint that is no text": {
    verb: "destroy",
    attributes: { on_destroy: "disable", applied_endpoint: true },
    issues: ["applied_endpoint: Must be text, not true."],
  },
  "endpoints that are no text, whose password is not shown": {
    verb: "destroy",
    attributes: {
      on_destroy: "disable",
      endpoint: { url: "https://u:hush@bos.test" },
      applied_endpoint: ["https://u:hush@bos.test"],
    },
    issues: ["endpoint: Must be text, not an object.", "applied_endpoint: Must be text, not a list."],
  },
  "a construct and its stack's list that are no text": {
    verb: "destroy",
    attributes: { on_destroy: "disable", stack_buckets: [], construct: 7 },
    issues: ["stack_buckets: Must be text, not [].", "construct: Must be text, not 7."],
  },
  "everything at once": {
    attributes: { bucket: null, region: "B", timeout: 5, sse_algorithm: "DES", kms_master_key_id: "", x: 1 },
    issues: [
      "bucket: Is missing.",
      'region: A region is a short word of lower-case letters, digits and "-", such as "bj" or "gz"; got "B".',
      "timeout: Must be text, not 5.",
      'sse_algorithm: BOS encrypts with "AES256" or "SM4", not with "DES".',
      "kms_master_key_id: An empty text is no key: leave the key out for BOS-managed keys, or give the id of a KMS master key.",
      "x: There is no such attribute.",
    ],
  },
};

test.each(Object.entries(wrong))("%s is wrong", (_name, { verb = "apply", attributes, issues }) => {
  expect(parse(verb, attributes)).toEqual(refused(...issues));
});

test("of a long value only the beginning is shown", () => {
  expect(parse("apply", { on_conflict: "a".repeat(1_000) })).toEqual(
    refused(`on_conflict: Write "adopt" or "fail", not "${"a".repeat(79)}….`),
  );
});

const NO_OBJECT = "The last argument must be the request: a JSON object.";
test.each([
  ["apply", "The last argument must be the request, as JSON; this is not JSON."],
  ["", "The last argument must be the request, as JSON; this is not JSON."],
  ['{"contract":1,', "The last argument must be the request, as JSON; this is not JSON."],
  [
    `{"contract":1,"bucket":${"[".repeat(5_000)}${"]".repeat(5_000)}}`,
    "The last argument must be the request, as JSON; this is JSON nested deeper than 64 levels.",
  ],
  [
    '{"contract":1,"bucket":"acme-logs","bucket":"acme-other"}',
    "The last argument must be the request, as JSON; this is JSON with a name that stands twice in one object.",
  ],
  ["[]", NO_OBJECT],
  ["null", NO_OBJECT],
  ['"acme-logs"', NO_OBJECT],
])("%j is no request", (text, issue) => {
  expect(parseRequest("apply", text)).toEqual(refused(issue));
});

test.each([
  ["none", {}],
  ["none", { contract: "1" }],
  ["2", { contract: 2, nobodyKnows: "what this means" }],
])("a request of contract %s is not looked at any further", (contract, attributes) => {
  const text = JSON.stringify({ bucket: 7, ...attributes });
  expect(parseRequest("apply", text)).toEqual(
    refused(
      `contract: This runtime knows 1, and was asked with ${contract}. The stack and its runtime come from different versions of bos-encryption: synthesise the stack again.`,
    ),
  );
});
