// The runtime's command line, request, environment and stack_buckets file. Nothing here reaches a network: every run is cancelled.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseArguments } from "../../lib/runtime/arguments.ts";
import { readFields } from "../../lib/runtime/fields.ts";
import { parseRequest } from "../../lib/runtime/request.ts";
import { completeSettings } from "../../lib/runtime/settings.ts";
import { ownerNow } from "../../lib/runtime/stack-buckets.ts";
import { RUNTIME_CONTRACT } from "../../lib/runtime-contract.ts";
import { everythingShownOf } from "../bce/support/requests.ts";
import { requestOf, runWith } from "../runtime/support/world.ts";
import { anyText, brokenJson, deepIn, deepJson, json, leaks, object, text } from "./support/hostile.ts";
import { law } from "./support/law.ts";

const PASSWORD = "open-sesame/1+1";
const SECRET = "tok|en=top==secret";

const endpoint = fc.oneof(
  fc.constantFrom(
    `http://u:${encodeURIComponent(PASSWORD)}@127.0.0.1`,
    `https://${PASSWORD.replace("/", "")}@[::1]:1`,
    "http://127.0.0.1:1",
    `http://127.0.0.1/?${PASSWORD}`,
  ),
  text,
);

/** Values that are right, so that what is wrong stands alone more often. */
const attributes = {
  contract: fc.oneof({ weight: 8, arbitrary: fc.constant(RUNTIME_CONTRACT) }, json()),
  bucket: fc.oneof({ weight: 6, arbitrary: fc.constant("logs") }, anyText, json()),
  region: fc.oneof(fc.constant("bj"), anyText, json()),
  endpoint: fc.oneof(endpoint, json()),
  applied_endpoint: fc.oneof(endpoint, json()),
  path_style: fc.oneof(fc.boolean(), json()),
  deny_weakening: fc.oneof(fc.boolean(), json()),
  request_timeout: fc.oneof(fc.constant(1), anyText, json()),
  max_retries: fc.oneof(fc.constant(1), json()),
  timeout: fc.oneof(fc.constant("1s"), anyText, json()),
  on_conflict: fc.oneof(fc.constantFrom("adopt", "fail"), json()),
  on_destroy: fc.oneof({ weight: 4, arbitrary: fc.constantFrom("disable", "retain") }, json()),
  enabled: fc.oneof(fc.constant(false), json()),
  sse_algorithm: fc.oneof(fc.constantFrom("AES256", "SM4"), anyText, json()),
  kms_master_key_id: fc.oneof(fc.constantFrom("key-1", "*"), anyText, json()),
  construct: fc.oneof(fc.constant("stack/logs"), json()),
  stack_buckets: fc.constantFrom("/nowhere/at-all.json", "\0", ""),
};
const names = Object.keys(attributes);
const APPLY = names.filter(
  (name) => !["applied_endpoint", "on_destroy", "construct", "stack_buckets"].includes(name),
);
const DESTROY = names.filter((name) => !["enabled", "sse_algorithm"].includes(name));

const verb = fc.constantFrom("apply" as const, "destroy" as const);

/** A verb and a request for it: nearly right, or not at all. */
const asked = verb.chain((which) => {
  const known = which === "apply" ? APPLY : DESTROY;
  const required = which === "apply" ? ["contract", "bucket"] : ["contract", "bucket", "on_destroy"];
  const all = fc.record(
    Object.fromEntries(known.map((name) => [name, attributes[name as keyof typeof attributes]])),
    {
      requiredKeys: required,
    },
  );
  const near = fc
    .tuple(fc.shuffledSubarray(known, { maxLength: 4 }), all)
    .map(([kept, values]) =>
      JSON.stringify(
        Object.fromEntries(Object.entries(values).filter(([name]) => [...kept, ...required].includes(name))),
      ),
    );
  const withContract = fc
    .tuple(fc.constantFrom(...known), deepJson)
    .map(
      ([name, deep]) =>
        `{"contract":${RUNTIME_CONTRACT},"bucket":"logs","on_destroy":"disable","${name}":${deep}}`,
    );
  const request = fc.oneof(
    { weight: 8, arbitrary: near },
    { weight: 2, arbitrary: brokenJson(near) },
    { weight: 1, arbitrary: fc.oneof(anyText, deepJson, deepIn(...known), withContract) },
    {
      weight: 1,
      arbitrary: object(fc.oneof(fc.constantFrom(...names), text), json()).map((value) =>
        JSON.stringify(value),
      ),
    },
  );
  return fc.tuple(fc.constant(which), request);
});

/** An environment that suffices, with some of it spoilt. */
const environment = fc
  .record(
    {
      BAIDUCLOUD_ACCESS_KEY: fc.oneof(fc.constant(undefined), text),
      BAIDUCLOUD_SECRET_KEY: fc.constantFrom(undefined, `${SECRET}\n`),
      BAIDUCLOUD_SESSION_TOKEN: fc.constantFrom(SECRET, ""),
      BAIDUCLOUD_REGION: fc.oneof(fc.constant(undefined), text),
      BOS_ENDPOINT: endpoint,
      BOS_DENY_WEAKENING: fc.oneof(fc.constant("1"), text),
      HTTPS_PROXY: endpoint,
      http_proxy: endpoint,
      NO_PROXY: text,
      constructor: text,
    },
    { requiredKeys: [] },
  )
  .chain((all) => fc.shuffledSubarray(Object.entries(all), { maxLength: 2 }))
  .map((some) => ({
    BAIDUCLOUD_ACCESS_KEY: "key",
    BAIDUCLOUD_SECRET_KEY: SECRET,
    BAIDUCLOUD_REGION: "bj",
    ...Object.fromEntries(some),
  }));

describe("the request", () => {
  law(
    "is understood, or everything wrong with it is said in a line each",
    asked,
    ([which, request]) => {
      const parsed = parseRequest(which, request);
      if (parsed.ok) {
        expect(parsed.request).toMatchObject({ verb: which, bucket: expect.stringMatching(/^[a-z0-9-]+$/) });
        return;
      }
      expect(parsed.issues.length).toBeGreaterThan(0);
      for (const problem of parsed.issues) expect(problem).toMatch(/[.?]$/);
    },
    { runs: 200 },
  );

  law(
    "an attribute that was misspelt is never passed over",
    fc.tuple(verb, text, json()),
    ([which, name, value]) => {
      fc.pre(!names.includes(name));
      const request = Object.fromEntries<unknown>([
        ["contract", RUNTIME_CONTRACT],
        ["bucket", "logs"],
        ["on_destroy", "disable"],
        [name, value],
      ]);
      if (which === "apply") delete request["on_destroy"];
      expect(parseRequest(which, JSON.stringify(request))).toEqual({
        ok: false,
        issues: [`${name}: There is no such attribute.`],
      });
    },
  );

  law(
    "text that is no JSON object is not quoted",
    fc.oneof(text, deepJson, brokenJson(fc.constant(`{"a":"${SECRET}"}`))),
    (request) => {
      const fields = readFields(request);
      if (typeof fields === "string") expect(leaks(fields, [SECRET])).toEqual([]);
    },
  );

  law(
    "settings are complete, or say what is missing, and quote no secret",
    fc.tuple(asked, environment),
    ([[which, request], env]) => {
      const parsed = parseRequest(which, request);
      if (parsed.ok)
        expect(
          leaks(everythingShownOf(whatIsSaid(completeSettings(parsed.request, env))), [PASSWORD, SECRET]),
        ).toEqual([]);
    },
    { runs: 150 },
  );
});

describe("a run", () => {
  const word = fc.oneof(
    fc.constantFrom("apply", "destroy", "--json", "--help", "--version", "help", "-h"),
    text,
  );
  const argv = fc.oneof(
    fc.array(word, { maxLength: 4 }),
    fc
      .tuple(fc.array(fc.constant("--json"), { maxLength: 1 }), asked)
      .map(([json, call]) => [...json, ...call]),
  );

  law("arguments are a call, help, or wrong", argv, (given) => {
    const called = parseArguments(given);
    expect(["run", "help", "version", "wrong"]).toContain(called.kind);
    if (called.kind === "run") expect(called.request).toBe(given.at(-1));
  });

  law(
    "ends with one of four codes and in one line, without a fault of its own and without a secret",
    fc.tuple(argv, environment),
    async ([given, env]) => {
      const { code, stdout, stderr } = await runWith(given, { env, signal: AbortSignal.abort() });
      const said = stdout + stderr;
      expect([0, 1, 2, 64]).toContain(code);
      expect(said).not.toContain("fault of the runtime");
      expect(said).not.toContain("fault of this program");
      expect(leaks(said, [PASSWORD, SECRET])).toEqual([]);
      const called = parseArguments(given);
      if ((called.kind === "run" || called.kind === "wrong") && called.json)
        expect(JSON.parse(stdout)).toMatchObject({ exit_code: code });
    },
    { runs: 150 },
  );
});

it("shows no password of an endpoint that it only asks about", async () => {
  const destroy = JSON.stringify({
    contract: RUNTIME_CONTRACT,
    bucket: "logs",
    on_destroy: "disable",
    endpoint: `http://u:${encodeURIComponent(PASSWORD)}@127.0.0.1:1`,
  });
  const env = { BAIDUCLOUD_ACCESS_KEY: "key", BAIDUCLOUD_SECRET_KEY: SECRET, BAIDUCLOUD_REGION: "bj" };
  const { code, stderr } = await runWith(["destroy", destroy], { env, signal: AbortSignal.abort() });
  expect(code).toBe(2);
  expect(stderr).toContain("Now it names http://127.0.0.1:1,");
  expect(leaks(stderr, [PASSWORD])).toEqual([]);
});

describe("the list of a stack's buckets", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "bos-fuzz-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const entry = fc.record(
    {
      bucket: fc.oneof(fc.constant("logs"), anyText, json()),
      construct: fc.oneof(fc.constantFrom("stack/logs", "stack/other"), json()),
      endpoint: fc.oneof(endpoint, json()),
    },
    { requiredKeys: ["bucket", "construct"] },
  );
  const list = fc.array(entry, { maxLength: 3 }).map((entries) => JSON.stringify(entries));
  const content = fc.oneof(
    { weight: 4, arbitrary: list },
    brokenJson(list),
    json().map((value) => JSON.stringify(value)),
    fc.oneof(text, deepJson, deepIn("bucket"), fc.constant(`${SECRET}\n`)),
  );

  law(
    "names the other owner, nobody, or what is wrong, and quotes nothing of the file",
    content,
    (written) => {
      const file = join(folder, "buckets.json");
      writeFileSync(file, written);
      const request = requestOf("destroy", { construct: "stack/logs", stack_buckets: file });
      const owner = ownerNow(request, undefined, {});
      if (owner.kind === "unknown") {
        expect(owner.issue).toMatch(/^stack_buckets: Cannot be read: .*\. Copy the whole folder/);
        expect(leaks(owner.issue, [SECRET, SECRET.slice(0, 8)])).toEqual([]);
      }
      if (owner.kind === "other") expect(owner.construct).not.toBe("stack/logs");
    },
  );
});

/** Of settings, what could be printed: the credentials themselves are theirs to hold. */
function whatIsSaid(settings: ReturnType<typeof completeSettings>): unknown {
  return settings.kind === "ready" ? settings.kind : settings;
}
