// What is refused at synth of Engine.nullResource() and Engine.terraformData(), beside what any engine refuses.
import { TerraformVariable, Testing, Token } from "cdktf";
import { describe, expect, it, test } from "vitest";
import {
  BosBucketEncryption,
  type BosBucketEncryptionProps,
  BosProvider,
  type BosProviderSettings,
  Encryption,
  Engine,
  type RuntimeEngineOptions,
} from "../../lib/index.ts";
import { KINDS, TERRAFORM_DATA } from "./support/runtime-engine.ts";
import { issuesOf, newStack, ref } from "./support/stack.ts";

const plain = (name: string) =>
  `${name}: Must be a literal value with this engine, not a token: a destroy-time provisioner of Terraform knows nothing of other resources and variables. Or use Engine.provider().`;
const lifecycle = (name: string, why: string) =>
  `lifecycle.${name}: Cannot be used with this engine: ${why}. Leave it out, or use Engine.provider().`;
const endpoint =
  /^\[prod\/logs\] engine\.endpoint: The endpoint [\w ,:;"]+\.(?: Check it for a space or a line break copied along with it\.)? Write it as a scheme, a host and if need be a port, for example "https:\/\/bj\.bcebos\.com" or "http:\/\/127\.0\.0\.1:8080"\.$/;

/** Options and properties as JavaScript lets a user write them. */
interface Row {
  readonly options?: unknown;
  readonly props?: object;
  readonly issues: readonly string[];
}

const token = ref("var.any");
const SECRET = Token.asString({ creationStack: [], resolve: () => ref("var.secret") });
const rows: Record<string, Row> = {
  "all is well": {
    options: { region: token, endpoint: "HTTPS://bos.private.example:443/", forgetProviderResource: true },
    props: { region: token, lifecycle: { preventDestroy: true } },
    issues: [],
  },
  "copies that would share a bucket": {
    props: { count: 2 },
    issues: [
      'count: 2 copies would set one bucket, "acme-logs", and giving up one of them would turn off what the others want. Leave it out, or give each a bucket of its own.',
    ],
  },
  "one copy": { props: { count: 1 }, issues: [] },
  "options that are undefined": { options: { region: undefined, endpoint: undefined }, issues: [] },
  "tokens where a destroy has to know": {
    options: {
      endpoint: token,
      pathStyle: token,
      denyWeakening: token,
      requireHttps: token,
      requestTimeout: token,
      maxRetries: token,
    },
    props: { onDestroy: token, onConflict: token, timeouts: { create: token, delete: token } },
    issues: [
      ...["endpoint", "pathStyle", "denyWeakening", "requireHttps", "requestTimeout", "maxRetries"].map(
        (name) => plain(`engine.${name}`),
      ),
      ...["onDestroy", "onConflict", "timeouts.create", "timeouts.delete"].map(plain),
    ],
  },
  "misspelt options": {
    options: { Region: "bj", deny_weakening: true },
    issues: ["Region", "deny_weakening"].map(
      (name) =>
        `engine.${name}: There is no such property, only region, endpoint, pathStyle, denyWeakening, requireHttps, requestTimeout, maxRetries, forgetProviderResource.`,
    ),
  },
  "options of the wrong kind": {
    options: {
      region: "Beijing",
      endpoint: 80,
      pathStyle: "true",
      denyWeakening: 1,
      requestTimeout: "5s",
      maxRetries: 1.5,
      forgetProviderResource: "no",
    },
    issues: [
      'engine.region: A region is a short word of lower-case letters, digits and "-", such as "bj" or "gz"; got "Beijing".',
      "engine.endpoint: Must be text, not 80.",
      'engine.pathStyle: Must be true or false, not "true".',
      "engine.denyWeakening: Must be true or false, not 1.",
      'engine.requestTimeout: Must be a number, not "5s".',
      "engine.maxRetries: Write a whole number from 0 to 20; got 1.5.",
      'engine.forgetProviderResource: Must be true or false, not "no".',
    ],
  },
  "numbers out of range": {
    options: { requestTimeout: 601, maxRetries: 21 },
    issues: [
      "engine.requestTimeout: A request may take more than 0 and at most 600 seconds; got 601.",
      "engine.maxRetries: Write a whole number from 0 to 20; got 21.",
    ],
  },
  "a lifecycle that a provisioner cannot have": {
    props: { lifecycle: { createBeforeDestroy: true, ignoreChanges: "all" } },
    issues: [
      lifecycle(
        "createBeforeDestroy",
        "Terraform runs no destroy-time provisioner under it, so that a bucket which is replaced would stay as it is",
      ),
      lifecycle("ignoreChanges", "its resources have no attribute of the bucket to ignore"),
    ],
  },
};

describe.each(KINDS)("with $name", (kind) => {
  it.each(Object.entries(rows))("%s", (_name, { options, props, issues }) => {
    const stack = newStack();
    const engine = kind.engine(options as object);
    new BosBucketEncryption(stack, "logs", { bucket: "acme-logs", engine, ...props });
    expect(issuesOf(stack)).toEqual(issues.map((issue) => `[prod/logs] ${issue}`));
  });

  it.each([
    "ftp://bos.example",
    "bos.example",
    "https://",
    "https://bos.example/path",
    "https://bos.example?x",
    // Would be kept in the state.
    "https://me:hush@bos.example",
    // Would mean something to Terraform.
    'https://bos.example"',
    "https://bos.example\\",
    "https://bos.example%{if}",
    "https://bos.example\n",
    "https://bos example",
  ])("the endpoint %j is none, and is not repeated", (value) => {
    const stack = newStack();
    new BosBucketEncryption(stack, "logs", { bucket: "acme-logs", engine: kind.engine({ endpoint: value }) });
    expect(issuesOf(stack)).toEqual([expect.stringMatching(endpoint)]);
    // As CDK writes it where validation is switched off.
    expect(Testing.synth(stack)).not.toMatch(/hush|bos.example/);
  });

  const settings: Record<string, { settings: BosProviderSettings; issues: string[] }> = {
    "plain ones are fine": {
      settings: { region: "bj", kmsEndpoint: token, requestTimeout: 5 },
      issues: [],
    },
    "a region may be a token": { settings: { region: token }, issues: [] },
    "tokens for the rest": {
      settings: { endpoint: token, maxRetries: token as unknown as number },
      issues: [plain("prod/bos: endpoint"), plain("prod/bos: maxRetries")],
    },
    "secrets, tokens though they are": {
      settings: { accessKey: SECRET, secretKey: SECRET, sessionToken: SECRET },
      issues: ["accessKey", "secretKey", "sessionToken"].map(
        (name) =>
          `prod/bos: ${name}: This engine takes credentials from the environment only. Leave it out, and set BAIDUCLOUD_ACCESS_KEY and BAIDUCLOUD_SECRET_KEY where Terraform runs.`,
      ),
    },
  };

  it.each(Object.entries(settings))("a BosProvider's settings: %s", (_name, row) => {
    const stack = newStack();
    const provider = new BosProvider(stack, "bos", row.settings);
    new BosBucketEncryption(stack, "logs", { bucket: "acme-logs", engine: kind.engine() });
    new BosBucketEncryption(stack, "data", { bucket: "acme-data", provider, engine: kind.engine() });
    expect(issuesOf(stack)).toEqual(
      ["logs", "data"].flatMap((id) => row.issues.map((issue) => `[prod/${id}] ${issue}`)),
    );
  });

  it("what is wrong with a BosProvider is said of it alone", () => {
    const stack = newStack();
    new BosProvider(stack, "bos", { endpoint: "http://me:hush@bos.example", maxRetries: -1 });
    new BosBucketEncryption(stack, "logs", { bucket: "acme-logs", engine: kind.engine() });
    expect(issuesOf(stack)).toEqual([
      expect.stringContaining("[prod/bos] endpoint: The endpoint contains a user name or password;"),
      "[prod/bos] maxRetries: Write a whole number from 0 to 20; got -1.",
    ]);
    expect(Testing.synth(stack)).not.toContain("hush");
  });

  it("the endpoint of an engine that a bucket moves from is judged, and not repeated", () => {
    const stack = newStack();
    const movedFrom = kind.engine({ endpoint: "http://me:hush@bos.example" });
    new BosBucketEncryption(stack, "logs", { bucket: "acme-logs", engine: Engine.provider({ movedFrom }) });
    const issues = issuesOf(stack);
    expect(issues).toEqual([
      expect.stringContaining("[prod/logs] engine.movedFrom.endpoint: The endpoint contains a user name"),
    ]);
    expect(issues.join() + Testing.synth(stack)).not.toContain("hush");
  });

  it("a BosProvider that comes too late is not overlooked", () => {
    const stack = newStack();
    new BosBucketEncryption(stack, "logs", { bucket: "acme-logs", engine: kind.engine() });
    BosBucketEncryption.removed(stack, "old", { engine: kind.engine() });
    new BosProvider(stack, "bos", { endpoint: "https://bos.private.example" });
    const late =
      "provider: prod/bos is made after this construct, which takes its settings from there. Make the BosProvider first, or give Engine.nullResource() and Engine.terraformData() the settings themselves.";
    expect(issuesOf(stack)).toEqual([`[prod/logs] ${late}`, `[prod/old] ${late}`]);
  });
});

const NO_ENGINE = "engine: Write Engine.provider(), Engine.nullResource() or Engine.terraformData().";
const NO_ORIGIN = "engine.movedFrom: Write Engine.nullResource() or Engine.terraformData().";
const engines: Record<string, { engine: unknown; issue: string }> = {
  "its name": { engine: "null-resource", issue: NO_ENGINE },
  nothing: { engine: null, issue: NO_ENGINE },
  "the function": { engine: Engine.nullResource, issue: NO_ENGINE },
  "one without options": { engine: { kind: "null-resource" }, issue: NO_ENGINE },
  "options that are none": { engine: Engine.terraformData(JSON.parse('"bj"')), issue: NO_ENGINE },
  "null for options": { engine: Engine.nullResource(JSON.parse("null")), issue: NO_ENGINE },
  "a name that it moved from": {
    engine: Engine.provider(JSON.parse('{ "movedFrom": "null-resource" }')),
    issue: NO_ORIGIN,
  },
  "the provider that it moved from": {
    engine: Engine.provider({ movedFrom: Engine.provider() as never }),
    issue: NO_ORIGIN,
  },
};

test.each(Object.entries(engines))("%s is no engine", (_name, { engine, issue }) => {
  const stack = newStack();
  const props = { bucket: "acme-logs", engine } as BosBucketEncryptionProps;
  new BosBucketEncryption(stack, "logs", props);
  BosBucketEncryption.removed(stack, "old", props);
  expect(issuesOf(stack)).toEqual([`[prod/logs] ${issue}`, `[prod/old] ${issue}`]);
});

const HERE = "https://bos.private.example";
const elsewhere = (asked: string) =>
  `[prod/logs] engine.movedFrom: The bucket was set through ${HERE}, and the provider asks ${asked}. Give the stack a BosProvider with that endpoint.`;
const moves: Record<
  string,
  { from?: RuntimeEngineOptions; settings?: BosProviderSettings; issues: string[] }
> = {
  "no endpoint, without a BosProvider": { from: {}, issues: [] },
  "no endpoint, where a BosProvider has one": { from: {}, settings: { endpoint: HERE }, issues: [] },
  "the endpoint of the BosProvider": { settings: { endpoint: HERE }, issues: [] },
  "the endpoint of the BosProvider in another spelling": {
    settings: { endpoint: "HTTPS://BOS.private.example:443/" },
    issues: [],
  },
  "an endpoint, where that of the BosProvider is a token": { settings: { endpoint: token }, issues: [] },
  "another endpoint than the BosProvider's": {
    settings: { endpoint: "http://127.0.0.1:1" },
    issues: [elsewhere("http://127.0.0.1:1")],
  },
  "an endpoint, where the BosProvider has none": {
    settings: {},
    issues: [elsewhere("what the environment says")],
  },
  "an endpoint, without a BosProvider": { issues: [elsewhere("what the environment says")] },
};

describe.each(KINDS)("moved from $name", (kind) => {
  it.each(Object.entries(moves))("with %s", (_name, { from = { endpoint: HERE }, settings, issues }) => {
    const stack = newStack();
    const engine = Engine.provider({ movedFrom: kind.engine(from) });
    new BosBucketEncryption(stack, "logs", { bucket: "acme-logs", engine });
    // After it: that is as good with the provider.
    if (settings !== undefined) new BosProvider(stack, "bos", settings);
    expect(issuesOf(stack)).toEqual(issues);
  });

  it("to a BosProvider that the construct names", () => {
    const stack = newStack();
    new BosProvider(stack, "bos", { endpoint: "http://127.0.0.1:1" });
    const provider = new BosProvider(stack, "archive", { alias: "archive", endpoint: HERE });
    const engine = Engine.provider({ movedFrom: kind.engine({ endpoint: HERE }) });
    new BosBucketEncryption(stack, "logs", { bucket: "acme-logs", engine, provider });
    expect(issuesOf(stack)).toEqual([]);
  });
});

test("Engine.terraformData() takes no expression with quotes or line breaks, and says what to do", () => {
  const stack = newStack();
  new BosBucketEncryption(stack, "logs", {
    bucket: ref('var.buckets["logs"]'),
    region: ref("\nvar.region"),
    encryption: Encryption.kmsManaged({
      kmsMasterKeyId: `${new TerraformVariable(stack, "key", {}).stringValue}\\`,
    }),
    engine: TERRAFORM_DATA.engine(),
  });
  const issue =
    "Expressions with quotes or line breaks are not supported here. Assign it to a TerraformLocal and pass its token.";
  expect(issuesOf(stack)).toEqual(
    ["bucket", "region", "encryption.kmsMasterKeyId"].map((name) => `[prod/logs] ${name}: ${issue}`),
  );
});
