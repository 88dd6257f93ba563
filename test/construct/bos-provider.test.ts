import { inspect } from "node:util";
import { Fn, TerraformStack, TerraformVariable, Testing } from "cdktf";
import { expect, test } from "vitest";
import { BosBucketEncryption, BosProvider, type BosProviderSettings } from "../../lib/index.ts";
import { configurationOf, issuesOf, newStack, ref } from "./support/stack.ts";

const rows: Record<string, { settings: BosProviderSettings | undefined; block: Record<string, unknown> }> = {
  "no settings": { settings: undefined, block: {} },
  "an empty text is left out": {
    settings: { region: "", accessKey: "", secretKey: "", sessionToken: "", endpoint: "", kmsEndpoint: "" },
    block: {},
  },
  "every setting that is no secret": {
    settings: {
      region: "bj",
      endpoint: "http://127.0.0.1:8080",
      kmsEndpoint: "http://127.0.0.1:8081",
      pathStyle: false,
      denyWeakening: true,
      requireHttps: true,
      requestTimeout: 5,
      maxRetries: 0,
      alias: "archive",
    },
    block: {
      region: "bj",
      endpoint: "http://127.0.0.1:8080",
      kms_endpoint: "http://127.0.0.1:8081",
      path_style: false,
      deny_weakening: true,
      require_https: true,
      request_timeout: 5,
      max_retries: 0,
      alias: "archive",
    },
  },
};

test.each(Object.entries(rows))("%s", (_name, { settings, block }) => {
  const stack = newStack();
  new BosProvider(stack, "bos", settings);
  expect(issuesOf(stack)).toEqual([]);
  expect(configurationOf(stack).provider).toEqual({ bos: [block] });
});

test("secrets can be tokens", () => {
  const stack = newStack();
  const secret = new TerraformVariable(stack, "secret", { sensitive: true });
  new BosProvider(stack, "bos", {
    accessKey: secret.stringValue,
    secretKey: Fn.trimspace(secret.stringValue),
    sessionToken: secret.stringValue,
  });
  expect(issuesOf(stack)).toEqual([]);
  expect(configurationOf(stack).provider).toEqual({
    bos: [
      {
        access_key: ref("var.secret"),
        secret_key: ref("trimspace(var.secret)"),
        session_token: ref("var.secret"),
      },
    ],
  });
});

test("secrets that are written in the code are refused, shown nowhere and not written", () => {
  const stack = newStack();
  const token = new TerraformVariable(stack, "secret", {}).stringValue;
  const provider = new BosProvider(stack, "bos", {
    accessKey: "hush-access",
    secretKey: "hush-secret",
    sessionToken: `hush-session${token}`,
  });

  const issues = issuesOf(stack);
  expect(issues.map((issue) => issue.slice(0, 58))).toEqual([
    "[prod/bos] accessKey: A secret must not be written in the ",
    "[prod/bos] secretKey: A secret must not be written in the ",
    "[prod/bos] sessionToken: A secret must not be written in t",
  ]);
  expect(issues.join()).toMatch(/BAIDUCLOUD_ACCESS_KEY.*BAIDUCLOUD_SECRET_KEY.*BAIDUCLOUD_SESSION_TOKEN/);
  const everything = [
    ...issues,
    // As CDK writes it where validation is switched off.
    Testing.synth(stack),
    Testing.synthHcl(stack),
    inspect(provider, { depth: 2, showHidden: true }),
  ];
  expect(everything.join("\n")).not.toContain("hush");
});

test("a setting that does not exist is refused", () => {
  const stack = newStack();
  new BosProvider(stack, "bos", JSON.parse('{ "secret_key": "hush", "region": "BJ" }'));
  expect(issuesOf(stack)).toEqual([
    "[prod/bos] secret_key: There is no such property, only region, accessKey, secretKey, sessionToken, endpoint, kmsEndpoint, pathStyle, denyWeakening, requireHttps, requestTimeout, maxRetries, alias.",
    '[prod/bos] region: A region is a short word of lower-case letters, digits and "-", such as "bj" or "gz"; got "BJ".',
  ]);
});

const misspelt: Record<string, { settings: object; issues: readonly unknown[] }> = {
  "of the wrong kind": {
    settings: { endpoint: 80, pathStyle: "true", denyWeakening: 1, requestTimeout: "5s", maxRetries: 1.5 },
    issues: [
      "endpoint: Must be text, not 80.",
      'pathStyle: Must be true or false, not "true".',
      "denyWeakening: Must be true or false, not 1.",
      'requestTimeout: Must be a number, not "5s".',
      "maxRetries: Write a whole number from 0 to 20; got 1.5.",
    ],
  },
  "out of range": {
    settings: { requestTimeout: 0, maxRetries: 21 },
    issues: [
      "requestTimeout: A request may take more than 0 and at most 600 seconds; got 0.",
      "maxRetries: Write a whole number from 0 to 20; got 21.",
    ],
  },
  "that are no endpoints": {
    settings: { endpoint: "bos.example", kmsEndpoint: "https://kms.example/v1" },
    issues: [
      expect.stringMatching(/^endpoint: The endpoint has no scheme\. Write it as a scheme, a host/),
      expect.stringMatching(/^kmsEndpoint: The endpoint contains a path;/),
    ],
  },
};

test.each(Object.entries(misspelt))("settings %s are refused", (_name, { settings, issues }) => {
  const stack = newStack();
  new BosProvider(stack, "bos", settings);
  const prefix = "[prod/bos] ";
  expect(issuesOf(stack).map((issue) => issue.replace(prefix, ""))).toEqual(issues);
});

test("settings can be tokens", () => {
  const stack = newStack();
  const { stringValue, numberValue, booleanValue } = new TerraformVariable(stack, "any", {});
  new BosProvider(stack, "bos", {
    endpoint: `https://bos.${stringValue}:443`,
    kmsEndpoint: stringValue,
    pathStyle: booleanValue,
    denyWeakening: booleanValue,
    requestTimeout: numberValue,
    maxRetries: numberValue,
  });
  expect(issuesOf(stack)).toEqual([]);
  expect(configurationOf(stack).provider).toMatchObject({
    bos: [{ endpoint: `https://bos.${ref("var.any")}:443`, path_style: ref("var.any") }],
  });
});

test.each([
  "http://me:hush@bos.example",
  "me:hush@bos.example",
  "http://me:hu/sh@bos.example",
  `http://me:hush@${ref("var.host")}`,
  `http://${ref('join("@", var.x)')}:hush@bos.example`,
])("an endpoint with a password is refused, not repeated and not written: %s", (endpoint) => {
  const stack = newStack();
  const provider = new BosProvider(stack, "bos", { endpoint, kmsEndpoint: endpoint });
  const issues = issuesOf(stack);
  expect(issues).toEqual([
    expect.stringContaining("[prod/bos] endpoint: The endpoint "),
    expect.stringContaining("[prod/bos] kmsEndpoint: The endpoint "),
  ]);
  const everything = [
    ...issues,
    Testing.synth(stack),
    Testing.synthHcl(stack),
    inspect(provider, { depth: 2, showHidden: true }),
  ];
  expect(everything.join("\n")).not.toMatch(/hu\/?sh/);
});

test.each([
  [["http://me:hush@bos.example"], "a list"],
  [{ url: "http://me:hush@bos.example" }, "an object"],
])("an endpoint that is no text is refused by its kind alone: %j", (endpoint, kind) => {
  const stack = newStack();
  new BosProvider(stack, "bos", JSON.parse(JSON.stringify({ endpoint, kmsEndpoint: endpoint })));
  expect(issuesOf(stack)).toEqual([
    `[prod/bos] endpoint: Must be text, not ${kind}.`,
    `[prod/bos] kmsEndpoint: Must be text, not ${kind}.`,
  ]);
});

test("a construct names the block that it uses", () => {
  const stack = newStack();
  const archive = new BosProvider(stack, "archive", { alias: "archive", region: "gz" });
  new BosProvider(stack, "bos", { region: "bj" });
  new BosBucketEncryption(stack, "logs", { bucket: "acme-logs" });
  new BosBucketEncryption(stack, "old", { bucket: "acme-old", provider: archive });
  expect(issuesOf(stack)).toEqual([]);
  expect(configurationOf(stack)).toMatchObject({
    provider: { bos: [{ alias: "archive", region: "gz" }, { region: "bj" }] },
    resource: {
      bos_bucket_encryption: {
        logs: { bucket: "acme-logs", sse_algorithm: "AES256" },
        old: { bucket: "acme-old", provider: "bos.archive" },
      },
    },
  });
});

test("two blocks of one stack have different aliases", () => {
  const stack = newStack();
  new BosProvider(stack, "one");
  new BosProvider(stack, "two", { region: "bj" });
  new BosProvider(stack, "three", { alias: "archive" });
  new BosProvider(stack, "four", { alias: "archive" });
  expect(issuesOf(stack)).toEqual([
    "[prod/two] alias: prod/one is a BosProvider without an alias already. Give this one an alias of its own.",
    '[prod/four] alias: prod/three is a BosProvider with the alias "archive" already. Give this one an alias of its own.',
  ]);
});

test("a stack inside another one has blocks of its own", () => {
  const stack = newStack();
  new BosProvider(new TerraformStack(stack, "inner"), "bos");
  new BosProvider(stack, "bos");
  expect(issuesOf(stack)).toEqual([]);
});
