// Whose bucket it is by now, as the stack's list says: what a destroy asks before it asks the cloud.
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Owner, ownerNow } from "../../lib/runtime/stack-buckets.ts";
import type { StackBucket } from "../../lib/runtime-contract.ts";
import { fileWith } from "./support/file.ts";
import { requestOf } from "./support/world.ts";

const HERE = "https://bos.private.example";
const THERE = "http://127.0.0.1:1";

/** Asks about the bucket `logs` of the construct `prod/old`. */
const ask = (stack_buckets: string | undefined, endpoint?: string, inherited?: string): Owner =>
  ownerNow(requestOf("destroy", { construct: "prod/old", stack_buckets }), endpoint, {
    BOS_ENDPOINT: inherited,
  });

const entry = (endpoint?: string | null): StackBucket => ({
  bucket: "logs",
  construct: "prod/new",
  endpoint,
});
const own: StackBucket = { bucket: "logs", construct: "prod/old" };
const another: StackBucket = { bucket: "data", construct: "prod/new" };
const NEW: Owner = { kind: "other", construct: "prod/new" };
const NOBODY: Owner = { kind: "nobody" };

interface Row {
  readonly list: readonly StackBucket[];
  /** The one that the destroy asks; undefined is the public cloud's. */
  readonly asked?: string;
  /** BOS_ENDPOINT. */
  readonly inherited?: string;
  readonly owner: Owner;
}

const rows: Record<string, Row> = {
  "an empty list": { list: [], owner: NOBODY },
  "its own entry": { list: [own], owner: NOBODY },
  "other buckets": { list: [another], owner: NOBODY },
  "another construct": { list: [another, own, entry()], owner: NEW },
  "the same endpoint": { list: [entry(HERE)], asked: HERE, owner: NEW },
  "the same endpoint with a slash": { list: [entry(`${HERE}/`)], asked: HERE, owner: NEW },
  "the same endpoint in another spelling": {
    list: [entry("HTTPS://BOS.private.example:443")],
    asked: HERE,
    owner: NEW,
  },
  "another endpoint": { list: [entry(THERE)], asked: HERE, owner: NOBODY },
  "another port": { list: [entry("http://127.0.0.1:2")], asked: THERE, owner: NOBODY },
  "another endpoint, and behind it this one": { list: [entry(THERE), entry(HERE)], asked: HERE, owner: NEW },
  "an endpoint, where the destroy asks the public cloud": { list: [entry(HERE)], owner: NEW },
  "no endpoint, where the destroy asks one": { list: [entry()], asked: HERE, owner: NEW },
  "no endpoint, where the environment has the same": {
    list: [entry()],
    asked: HERE,
    inherited: HERE,
    owner: NEW,
  },
  "no endpoint, where the environment has another": {
    list: [entry()],
    asked: HERE,
    inherited: THERE,
    owner: NOBODY,
  },
  "no endpoint, where the environment's is none": {
    list: [entry()],
    asked: HERE,
    inherited: "bos.private.example:8443",
    owner: NEW,
  },
  "an endpoint that only Terraform knows, whatever the environment has": {
    list: [entry(null)],
    asked: HERE,
    inherited: THERE,
    owner: NEW,
  },
  "an endpoint that is none": { list: [entry("bos.private.example")], asked: HERE, owner: NEW },
};

test.each(Object.entries(rows))("%s", (_name, { list, asked, inherited, owner }) => {
  expect(ask(fileWith(JSON.stringify(list)), asked, inherited)).toEqual(owner);
});

test("a stack without a list has no other owner", () => {
  expect(ask(undefined)).toEqual(NOBODY);
});

const unknown = (reason: string): Owner => ({
  kind: "unknown",
  issue: `stack_buckets: Cannot be read: ${reason}. Copy the whole folder of the stack, or synthesise it again.`,
});

test("a file that is not there is named", () => {
  const missing = join(tmpdir(), "bos-no-such-folder", "buckets.json");
  expect(ask(missing)).toEqual(unknown(`ENOENT: no such file or directory, open '${missing}'`));
});

test("a folder is no file", () => {
  expect(ask(tmpdir())).toEqual(unknown("EISDIR: illegal operation on a directory, read"));
});

test("a file that was cut off is no list", () => {
  expect(ask(fileWith('[{"bucket": "lo'))).toEqual(unknown("it is no JSON"));
});

test("nothing of a file that is something else is quoted", () => {
  expect(ask(fileWith("open-sesame"))).toEqual(unknown("it is no JSON"));
});

test.each([
  "null",
  "{}",
  '"logs"',
  "[null]",
  '["logs"]',
  '[{"bucket":"logs"}]',
  '[{"construct":"prod/new"}]',
  '[{"bucket":"logs","construct":7}]',
  '[{"bucket":"data","construct":"prod/new","endpoint":7}]',
  '[{"bucket":"data","construct":"prod/new"},[]]',
])("%s is no list of buckets", (content) => {
  expect(ask(fileWith(content))).toEqual(unknown("it is no list of buckets"));
});
