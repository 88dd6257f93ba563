import { expect, test } from "vitest";
import { checkEndpoint } from "../../lib/settings/index.ts";

test.each([
  "https://bj.bcebos.com",
  "HTTPS://bos.private.example:443/",
  "http://127.0.0.1:8080",
  "http://[::1]:9000",
  "http://bos_store",
  "https://存储.example",
])("%s is an endpoint", (endpoint) => {
  expect(checkEndpoint(endpoint)).toEqual([]);
});

test.each([
  [" https://bos.corp", ["endpoint-not-a-url"]],
  ["https://bos.corp\n", ["endpoint-not-a-url"]],
  ["https://bos .corp", ["endpoint-not-a-url"]],
  ["bos.corp", ["endpoint-not-a-url"]],
  ["me:hush@bos.corp", ["endpoint-not-a-url"]],
  ["https://me:hu/sh@bos.corp", ["endpoint-not-a-url"]],
  ['https://bos.corp"', ["endpoint-not-a-url"]],
  ["https://bos.corp\\", ["endpoint-not-a-url"]],
  ["https://bos.corp%{if}", ["endpoint-not-a-url"]],
  ["https://{bos}.corp", ["endpoint-not-a-url"]],
  ["https://@bos.corp", ["endpoint-has-credentials"]],
  ["https://me:hush@bos.corp", ["endpoint-has-credentials"]],
  [
    "https://me:hush@bos.corp/path?hush",
    ["endpoint-has-credentials", "endpoint-has-query", "endpoint-has-path"],
  ],
])("%j is none, and is not repeated", (endpoint, codes) => {
  const issues = checkEndpoint(endpoint);
  expect(issues.map(({ code }) => code)).toEqual(codes);
  expect(issues.map(({ message }) => message).join()).not.toMatch(/hush|bos\.corp/);
});
