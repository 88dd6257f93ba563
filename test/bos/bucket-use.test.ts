// What a bucket is used for, as far as its own settings tell: the four calls against whatever a row answers.

import { expect, it } from "vitest";
import {
  type BosClient,
  type BucketTarget,
  getBucketLogTarget,
  hasBucketReplication,
  hasBucketWebsite,
  isBucketReadByEverybody,
} from "../../lib/bos/index.ts";
import { rejection } from "../bce/support/requests.ts";
import { type Answer, answeringBos } from "../support/answering.ts";

const target = { bucket: "acme-logs", region: "bj" };
const json = (value: unknown) => ({ body: JSON.stringify(value) });
const fault = (status: number, code: string): Answer => ({
  status,
  ...json({ code, message: "m", requestId: "r" }),
});
const acl = (id: string, permission: string[]): Answer =>
  json({ owner: { id: "o" }, accessControlList: [{ grantee: [{ id }], permission }] });

type Call = (client: BosClient, target: BucketTarget) => Promise<unknown>;

it.each<{ name: string; call: Call; answer: Answer; expected: unknown; url: string }>([
  {
    name: "logs go to another bucket",
    call: getBucketLogTarget,
    answer: json({ status: "enabled", targetBucket: "acme-audit", targetPrefix: "" }),
    expected: "acme-audit",
    url: "/acme-logs/?logging",
  },
  {
    name: "logging is off, with a target left over",
    call: getBucketLogTarget,
    answer: json({ status: "disabled", targetBucket: "acme-audit" }),
    expected: undefined,
    url: "/acme-logs/?logging",
  },
  {
    name: "replicated",
    call: hasBucketReplication,
    answer: json({ rules: [{ id: "r", status: "enabled" }] }),
    expected: true,
    url: "/acme-logs/?list&replication",
  },
  {
    name: "not replicated",
    call: hasBucketReplication,
    answer: fault(404, "NoReplicationConfiguration"),
    expected: false,
    url: "/acme-logs/?list&replication",
  },
  {
    name: "a website",
    call: hasBucketWebsite,
    answer: json({ index: "index.html", notFound: "" }),
    expected: true,
    url: "/acme-logs/?website",
  },
  {
    name: "no website",
    call: hasBucketWebsite,
    answer: fault(404, "NoSuchBucketStaticWebSiteConfig"),
    expected: false,
    url: "/acme-logs/?website",
  },
  {
    name: "read by everybody",
    call: isBucketReadByEverybody,
    answer: acl("*", ["LIST", "READ"]),
    expected: true,
    url: "/acme-logs/?acl",
  },
  {
    name: "listed by everybody, read by nobody else",
    call: isBucketReadByEverybody,
    answer: acl("*", ["LIST"]),
    expected: false,
    url: "/acme-logs/?acl",
  },
  {
    name: "read by its owner",
    call: isBucketReadByEverybody,
    answer: acl("o", ["FULL_CONTROL"]),
    expected: false,
    url: "/acme-logs/?acl",
  },
])("$name", async ({ call, answer, expected, url }) => {
  await using bos = await answeringBos(answer);
  expect(await call(bos.client, target)).toEqual(expected);
  const sorted = bos.seen.map((seen) => {
    const [path = "", query = ""] = (seen.url ?? "").split("?");
    return `${path}?${query.split("&").sort().join("&")}`;
  });
  expect(sorted).toEqual([url]);
});

it.each<{ name: string; call: Call; answer: Answer; code: string }>([
  {
    name: "a missing bucket is not one without replication",
    call: hasBucketReplication,
    answer: fault(404, "NoSuchBucket"),
    code: "NoSuchBucket",
  },
  {
    name: "a 404 that says nothing is not one without a website",
    call: hasBucketWebsite,
    answer: { status: 404 },
    code: "NotFound",
  },
  {
    name: "a 404 of a call that always has an answer",
    call: getBucketLogTarget,
    answer: { status: 404 },
    code: "NotFound",
  },
  ...[getBucketLogTarget, hasBucketReplication, hasBucketWebsite, isBucketReadByEverybody].flatMap((call) =>
    ["", "{}", '{"result":{}}', '{"success":true}', '{"code":"AccessDenied"}', "<html>"].map((body) => ({
      name: `${call.name} answered with ${body || "nothing"}`,
      call,
      answer: { body },
      code: "UnexpectedAnswer",
    })),
  ),
  ...(
    [
      [getBucketLogTarget, { status: "on" }],
      [getBucketLogTarget, { status: "enabled" }],
      [hasBucketReplication, { rules: {} }],
      [hasBucketWebsite, { index: null, notFound: 404 }],
      [isBucketReadByEverybody, { accessControlList: {} }],
      [isBucketReadByEverybody, { accessControlList: [{ grantee: "*", permission: ["READ"] }] }],
      [isBucketReadByEverybody, { accessControlList: [null] }],
    ] as const
  ).map(([call, fields]) => ({
    name: `${call.name} answered with ${JSON.stringify(fields)}`,
    call,
    answer: json(fields),
    code: "UnexpectedAnswer",
  })),
  { name: "denied", call: isBucketReadByEverybody, answer: fault(403, "AccessDenied"), code: "AccessDenied" },
])("$name: an error", async ({ call, answer, code }) => {
  await using bos = await answeringBos(answer);
  expect(await rejection(call(bos.client, target))).toMatchObject({ code });
});
