// The provider's RPCs against whatever Terraform, a state file or a user could hand to them: each answers, with values or with a
// diagnostic, never with a bug of its own and never with a secret. What asks BOS asks a port on which nobody listens.
import fc from "fast-check";
import { describe, expect } from "vitest";
import { UNKNOWN, type Value } from "../../lib/plugin/index.ts";
import { createLogger } from "../../lib/plugin/log.ts";
import { configureProvider } from "../../lib/plugin/rpc/configure-provider.ts";
import { generateResourceConfig } from "../../lib/plugin/rpc/generate-resource-config.ts";
import { importResourceState } from "../../lib/plugin/rpc/import-resource-state.ts";
import { moveResourceState } from "../../lib/plugin/rpc/move-resource-state.ts";
import { planResourceChange } from "../../lib/plugin/rpc/plan-resource-change.ts";
import { createSession, type Session } from "../../lib/plugin/rpc/session.ts";
import { upgradeResourceIdentity } from "../../lib/plugin/rpc/upgrade-resource-identity.ts";
import { upgradeResourceState } from "../../lib/plugin/rpc/upgrade-resource-state.ts";
import { validateProviderConfig, validateResourceConfig } from "../../lib/plugin/rpc/validate-config.ts";
import { valueType } from "../../lib/plugin/schema/attribute.ts";
import { encodeValue } from "../../lib/plugin/values/dynamic-value.ts";
import { schema as bucketSchema } from "../../lib/provider/bucket/schema.ts";
import { schema as keySchema } from "../../lib/provider/key/schema.ts";
import { createBosProvider } from "../../lib/provider/provider.ts";
import { alone } from "../../lib/provider/run/run.ts";
import { providerSchema } from "../../lib/provider/schema.ts";
import { anyText, brokenJson, deepIn, deepJson, json, leaks, text } from "./support/hostile.ts";
import { law } from "./support/law.ts";

const SECRETS = ["open-sesame/1+1", "tok|en=top==secret"] as const;
const [PASSWORD, TOKEN] = SECRETS;

type Env = Readonly<Record<string, string | undefined>>;

/** A provider's process, and every line that it logs. */
function process(env: Env = {}): { readonly session: Session; readonly lines: string[] } {
  const lines: string[] = [];
  const log = createLogger({
    module: "fuzz",
    level: "trace",
    write: (line) => void lines.push(line),
    now: () => new Date(0),
  });
  // No file for each input: what processes tell each other has tests of its own.
  return { session: createSession(createBosProvider(env, { joinRun: () => alone() }), log), lines };
}

interface Told {
  readonly summary?: string;
  readonly detail?: string;
}

/** What a call told, once it has been seen that nothing of it is a bug or a secret. */
function judged(
  answer: { readonly diagnostics?: readonly Told[] | undefined },
  lines: readonly string[],
): string[] {
  const told = (answer.diagnostics ?? []).map(({ summary, detail }) => `${summary}: ${detail}`);
  for (const one of told) expect(one).not.toMatch(/Bug in the provider|fault of this program/);
  expect(leaks([...told, ...lines].join("\n"), SECRETS)).toEqual([]);
  return told;
}

/** A value that is written, unknown, or not there. */
const slot = (value: fc.Arbitrary<unknown>): fc.Arbitrary<Value> =>
  fc.oneof(
    { weight: 4, arbitrary: value },
    { weight: 1, arbitrary: fc.constant<unknown>(UNKNOWN) },
    { weight: 2, arbitrary: fc.constant<unknown>(null) },
  ) as fc.Arbitrary<Value>;

const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true, noInteger: true }));
const endpoint = fc.oneof(
  fc.constantFrom("http://127.0.0.1:1", `http://u:${PASSWORD}@127.0.0.1:1`, `http://127.0.0.1:1/?${TOKEN}`),
  anyText,
);

const settings = fc.record({
  region: slot(fc.oneof(fc.constant("bj"), anyText)),
  access_key: slot(fc.oneof(fc.constant("AKIDEXAMPLE"), text)),
  secret_key: slot(fc.constantFrom(PASSWORD, `${PASSWORD} `)),
  session_token: slot(fc.constantFrom(TOKEN, `${TOKEN}\n`)),
  endpoint: slot(endpoint),
  kms_endpoint: slot(endpoint),
  path_style: slot(fc.boolean()),
  deny_weakening: slot(fc.boolean()),
  request_timeout: slot(number),
  max_retries: slot(number),
});

const environment: fc.Arbitrary<Env> = fc.record(
  {
    BAIDUCLOUD_ACCESS_KEY: fc.oneof(fc.constant("AKIDEXAMPLE"), text),
    BAIDUCLOUD_SECRET_KEY: fc.constantFrom(PASSWORD, `${PASSWORD}\n`),
    BAIDUCLOUD_SESSION_TOKEN: fc.constantFrom(TOKEN, ""),
    BAIDUCLOUD_REGION: fc.oneof(fc.constant("bj"), anyText),
    BOS_ENDPOINT: endpoint,
    BOS_KMS_ENDPOINT: endpoint,
    BOS_DENY_WEAKENING: text,
    HTTPS_PROXY: endpoint,
    http_proxy: endpoint,
    NO_PROXY: text,
  },
  { requiredKeys: [] },
);

/** A provider block with whatever attributes this version has beside those that are made up here. */
const block = (values: Readonly<Record<string, Value>>) => {
  const known = Object.keys(providerSchema.attributes).map((name) => [name, values[name] ?? null] as const);
  return encodeValue(valueType(providerSchema), Object.fromEntries(known));
};

describe("the provider block", () => {
  law(
    "comes to settings, or to everything that is wrong with it",
    fc.tuple(settings, environment),
    async ([values, env]) => {
      const { session, lines } = process(env);
      const request = { config: block(values), terraformVersion: "1.11.4" } as Parameters<
        typeof configureProvider
      >[1];
      judged(await validateProviderConfig(session, request as never), lines);
      const told = judged(await configureProvider(session, request), lines);
      expect(session.configured !== null || told.length > 0).toBe(true);
    },
    { runs: 150 },
  );
});

const bucket = fc.record<Readonly<Record<string, Value>>>({
  id: slot(text),
  bucket: fc.oneof(fc.constant("acme-logs"), anyText, fc.constant<Value>(UNKNOWN)),
  enabled: slot(fc.boolean()),
  sse_algorithm: slot(fc.oneof(fc.constantFrom("AES256", "SM4"), text)),
  kms_master_key_id: slot(text),
  region: slot(fc.oneof(fc.constant("bj"), anyText)),
  on_destroy: slot(fc.oneof(fc.constantFrom("disable", "retain"), text)),
  on_conflict: slot(fc.oneof(fc.constantFrom("adopt", "fail"), text)),
  timeouts: slot(
    fc.record({ create: slot(fc.oneof(fc.constant("5m"), anyText)), update: slot(text), delete: slot(text) }),
  ),
});

/** The same with nothing unknown, as in a state. */
const stateOf = (value: Value): Value => {
  if (value === UNKNOWN) return null;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, stateOf(item as Value)]));
};

const typeName = "bos_bucket_encryption";
const message = (value: Value) => encodeValue(valueType(bucketSchema), value);

/** A process whose settings are known, and lead to a port on which nobody listens; or are not known yet. */
async function configured(known: boolean) {
  const { session, lines } = process({
    BAIDUCLOUD_ACCESS_KEY: "AKIDEXAMPLE",
    BAIDUCLOUD_SECRET_KEY: PASSWORD,
    BAIDUCLOUD_SESSION_TOKEN: TOKEN,
    BAIDUCLOUD_REGION: "bj",
  });
  const dead = "http://127.0.0.1:1";
  const config = block({ endpoint: known ? dead : UNKNOWN, kms_endpoint: dead, max_retries: 0 });
  const { diagnostics } = await configureProvider(session, { config, terraformVersion: "1.11.4" } as never);
  expect(diagnostics).toEqual([]);
  return { session, lines };
}

describe("a resource", () => {
  law("is valid, or everything wrong with it is said", bucket, async (values) => {
    const { session, lines } = process();
    judged(await validateResourceConfig(session, { typeName, config: message(values) } as never), lines);
  });

  const change = fc.record({
    prior: fc.option(bucket),
    config: fc.option(bucket),
    known: fc.boolean(),
    priorPrivate: fc.uint8Array({ maxLength: 20 }),
  });

  law(
    "is planned, or it is said why not",
    change,
    async ({ prior, config, known, priorPrivate }) => {
      fc.pre(prior !== null || config !== null);
      const { session, lines } = await configured(known);
      const proposed: Value = config === null ? null : { ...config, id: UNKNOWN };
      const before =
        prior === null ? null : { ...(stateOf(prior) as object), bucket: "acme-logs", id: "acme-logs" };
      const request = {
        typeName,
        priorState: message(before),
        config: message(config),
        proposedNewState: message(proposed),
        priorPrivate,
      };
      judged(await planResourceChange(session, request as never), lines);
    },
    { runs: 60 },
  );

  const stored = fc.oneof(
    { weight: 4, arbitrary: bucket.map((values) => JSON.stringify(stateOf(values))) },
    { weight: 2, arbitrary: json("bucket", "region", "timeouts").map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: brokenJson(bucket.map((values) => JSON.stringify(stateOf(values)))) },
    {
      weight: 1,
      arbitrary: fc.oneof(anyText, deepJson, deepIn("bucket", "triggers", "triggers_replace", "timeouts")),
    },
  );
  const version = fc.constantFrom(0n, 0n, 0n, 1n, 99n, -1n, 2n ** 63n - 1n);

  law(
    "and its identity are read as they were stored, or it is said why not",
    fc.tuple(fc.constantFrom(typeName, "bos_kms_key", "constructor", "x"), stored, version),
    async ([name, written, at]) => {
      const { session, lines } = process();
      const raw = { json: Buffer.from(written), flatmap: {} };
      judged(
        await upgradeResourceState(session, { typeName: name, version: at, rawState: raw } as never),
        lines,
      );
      judged(
        await upgradeResourceIdentity(session, { typeName: name, version: at, rawIdentity: raw } as never),
        lines,
      );
    },
    { runs: 150 },
  );

  const source = fc.record({
    targetTypeName: fc.constantFrom(typeName, "bos_kms_key", "__proto__"),
    sourceTypeName: fc.oneof(
      fc.constantFrom("null_resource", "terraform_data", "baiducloud_bos_bucket"),
      text,
    ),
    sourceProviderAddress: fc.oneof(
      fc.constantFrom("registry.terraform.io/hashicorp/null", "terraform.io/builtin/terraform"),
      text,
    ),
    state: fc.oneof(
      fc
        .record({
          triggers: fc.oneof(json("bucket", "endpoint"), fc.record({ bucket: json(), endpoint: json() })),
        })
        .map((value) => JSON.stringify(value)),
      stored,
    ),
  });

  law(
    "is moved from another, or it is said why not",
    source,
    async ({ state, ...rest }) => {
      const { session, lines } = process();
      const request = {
        ...rest,
        sourceSchemaVersion: 0n,
        sourceState: { json: Buffer.from(state), flatmap: {} },
      };
      judged(await moveResourceState(session, request as never), lines);
    },
    { runs: 200 },
  );

  law("comes to a configuration", bucket, async (values) => {
    const { session, lines } = process();
    judged(
      await generateResourceConfig(session, { typeName, state: message(stateOf(values)) } as never),
      lines,
    );
  });

  const identity = fc.oneof(
    fc.constant(undefined),
    fc.record({ bucket: fc.option(text), region: fc.option(text) }).map((value) => ({
      identityData: encodeValue(["object", { bucket: "string", region: "string" }], value),
    })),
    fc
      .uint8Array({ maxLength: 30 })
      .map((msgpack) => ({ identityData: { msgpack, json: new Uint8Array() } })),
  );
  const id = fc.oneof(anyText, fc.constantFrom("acme-logs", "bj/acme-logs", "//", "bj/", "/a", "a/b/c"));

  law(
    "is imported by an id or an identity, or it is said why not",
    fc.tuple(fc.constantFrom(typeName, "bos_kms_key"), id, identity, fc.boolean()),
    async ([name, written, known, ready]) => {
      const { session, lines } = await configured(ready);
      const request = { typeName: name, id: written, identity: known };
      const answer = await importResourceState(session, request as never);
      // Nobody answers there, so that nothing can have been imported.
      expect(answer.importedResources).toEqual([]);
      expect(judged(answer, lines).length).toBeGreaterThan(0);
    },
    { runs: 60 },
  );

  law(
    "of another type is valid, or everything wrong with it is said",
    fc.infiniteStream(slot(fc.oneof(anyText, number, fc.boolean()))),
    async (values) => {
      const { session, lines } = process();
      const made = Object.entries(keySchema.attributes).map(([name, { type }]) => {
        const { value = null } = values.next();
        const fits = typeof value === { string: "string", bool: "boolean", number: "number" }[type];
        return [name, fits || value === UNKNOWN ? value : null] as const;
      });
      const config = encodeValue(valueType({ attributes: keySchema.attributes }), Object.fromEntries(made));
      judged(await validateResourceConfig(session, { typeName: "bos_kms_key", config } as never), lines);
    },
  );
});
