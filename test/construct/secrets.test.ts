// Secrets that no validation of properties sees: CDK's overrides, and what tokens lead to.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  App,
  type TerraformElement,
  TerraformLocal,
  TerraformProvider,
  TerraformStack,
  TerraformVariable,
} from "cdktf";
import { describe, expect, it, test } from "vitest";
import { BosBucketEncryption, BosKmsKey, BosProvider, DataBosKmsKey } from "../../lib/index.ts";
import { KINDS } from "./support/runtime-engine.ts";
import { issuesOf, newApp, newStack, ref } from "./support/stack.ts";

const SECRET = "A secret must not be written in the code, it would end up in the synthesised files.";

/** Overrides of a block `bos` in a stack, and where the one secret is found. */
const overrides: Record<
  string,
  { add: (provider: BosProvider, stack: TerraformStack) => void; found: string }
> = {
  "a secret key": {
    add: (provider) => provider.addOverride("secret_key", "hush"),
    found: `provider.bos[0].secret_key: ${SECRET} Leave it out and set BAIDUCLOUD_SECRET_KEY`,
  },
  "an access key": {
    add: (provider) => provider.addOverride("access_key", "hush"),
    found: `provider.bos[0].access_key: ${SECRET} Leave it out and set BAIDUCLOUD_ACCESS_KEY`,
  },
  "a session token": {
    add: (provider) => provider.addOverride("session_token", "hush"),
    found: `provider.bos[0].session_token: ${SECRET} Leave it out and set BAIDUCLOUD_SESSION_TOKEN`,
  },
  "a secret beside a reference": {
    add: (provider) => provider.addOverride("secret_key", `${ref("var.secret")}hush`),
    found: `provider.bos[0].secret_key: ${SECRET}`,
  },
  "a secret within an expression": {
    add: (provider) => provider.addOverride("secret_key", ref('join("", ["hu", "sh"])')),
    found: `provider.bos[0].secret_key: ${SECRET}`,
  },
  "a password in an endpoint": {
    add: (provider) => provider.addOverride("endpoint", "http://me:hush@bos.example"),
    found: "provider.bos[0].endpoint: The endpoint contains a user name or password;",
  },
  "a password in the other endpoint": {
    add: (provider) => provider.addOverride("kms_endpoint", "me:hush@kms.example"),
    found: "provider.bos[0].kms_endpoint: The endpoint has no scheme.",
  },
  "by the stack": {
    add: (_provider, stack) => stack.addOverride("provider.bos.0.secret_key", "hush"),
    found: `provider.bos[0].secret_key: ${SECRET}`,
  },
  "by the stack, in place of the block": {
    add: (_provider, stack) => stack.addOverride("provider", [{ bos: { secret_key: "hush" } }]),
    found: `provider.bos.secret_key: ${SECRET}`,
  },
  "the default of a variable": {
    add: (provider, stack) => {
      const variable = new TerraformVariable(stack, "secret", { sensitive: true, default: "hush" });
      provider.addOverride("secret_key", variable.stringValue);
    },
    found: `variable.secret.default: ${SECRET}`,
  },
  "a part of a variable's default": {
    add: (provider, stack) => {
      new TerraformVariable(stack, "account", { default: { secret: "hush" } });
      provider.addOverride("secret_key", ref("trimspace(var.account.secret)"));
    },
    found: `variable.account.default.secret: ${SECRET}`,
  },
  "a local that leads to another one": {
    add: (provider, stack) => {
      const one = new TerraformLocal(stack, "one", "hush");
      provider.addOverride("secret_key", new TerraformLocal(stack, "other", one.asString).asString);
    },
    found: `locals.one: ${SECRET}`,
  },
};

describe("an override of a provider block that writes a secret", () => {
  it.each(Object.entries(overrides))("%s", (_name, { add, found }) => {
    const stack = newStack();
    add(new BosProvider(stack, "bos"), stack);
    const issues = issuesOf(stack);
    expect(issues).toEqual([expect.stringContaining(`[prod] ${found}`)]);
    expect(issues.join()).not.toContain("hush");
  });
});

test("the default of a variable that a property refers to is found, too", () => {
  const stack = newStack();
  const { stringValue } = new TerraformVariable(stack, "secret", { default: "hush" });
  new BosProvider(stack, "bos", { secretKey: stringValue });
  expect(issuesOf(stack)).toEqual([expect.stringContaining(`[prod] variable.secret.default: ${SECRET}`)]);
});

test("references are no secrets, wherever they come from", () => {
  const stack = newStack();
  new TerraformVariable(stack, "empty", { default: "" });
  new TerraformVariable(stack, "account", { default: "prod" });
  const bos = new BosProvider(stack, "bos");
  bos.addOverride("access_key", ref("var.access"));
  bos.addOverride("secret_key", ref('data.vault_secret.bos.data["secret_key"]'));
  bos.addOverride("session_token", ref("var.tokens[var.account]"));
  const other = new BosProvider(stack, "other", { alias: "other" });
  other.addOverride("access_key", new TerraformLocal(stack, "local", ref("var.empty")).asString);
  other.addOverride("secret_key", ref('file("/run/secrets/bos")'));
  other.addOverride("session_token", "");
  other.addOverride("endpoint", `https://${ref("var.host")}:443`);
  new BosKmsKey(stack, "key", {
    description: "Write to keys@acme.example, or see https://acme.example/@keys",
  });
  expect(issuesOf(stack)).toEqual([]);
});

test("what is not ours may hold what it likes", () => {
  const stack = newStack();
  class Baiducloud extends TerraformProvider {}
  const other = new Baiducloud(stack, "other", { terraformResourceType: "baiducloud" });
  other.addOverride("secret_key", "their business");
  new BosBucketEncryption(stack, "logs", { bucket: "acme-logs" });
  expect(issuesOf(stack)).toEqual([]);
});

const elements: Record<string, (stack: TerraformStack) => TerraformElement> = {
  bos_bucket_encryption: (stack) =>
    new BosBucketEncryption(stack, "logs", { bucket: "acme-logs" }).node.defaultChild as TerraformElement,
  bos_kms_key: (stack) => new BosKmsKey(stack, "logs"),
  "a data source": (stack) =>
    new DataBosKmsKey(stack, "logs", { keyId: "5be45b47-38ba-f055-e892-25ff66c91adc" }),
};

test.each(Object.entries(elements))("%s is given a secret", (_name, make) => {
  const stack = newStack();
  const element = make(stack);
  element.addOverride("secret_key", "hush");
  element.addOverride("description", "http://me:hush@bos.example");
  element.addOverride("provisioner", [{ "local-exec": { command: "BAIDUCLOUD_SECRET_KEY=hush node" } }]);
  const issues = issuesOf(stack).sort();
  expect(issues).toEqual([
    expect.stringMatching(/description: A URL must not hold a user name and a password/),
    expect.stringMatching(/provisioner\[0\]\.local-exec\.command: A secret must not be written in the code/),
    expect.stringMatching(/\.logs\.secret_key: A secret must not be written in the code/),
  ]);
  expect(issues.join()).not.toContain("hush");
});

describe.each(KINDS)("a resource of $name is given", ({ engine, type, keys }) => {
  const rows: Record<string, { path: string; value: unknown; found: string }> = {
    "a secret in the environment": {
      path: "provisioner.0.local-exec.environment.BAIDUCLOUD_SECRET_KEY",
      value: "hush",
      found: `provisioner[0].local-exec.environment.BAIDUCLOUD_SECRET_KEY: ${SECRET}`,
    },
    "a secret in the command": {
      path: "provisioner.0.local-exec.command",
      value: '{"secret_key": "hush"}',
      found: `provisioner[0].local-exec.command: ${SECRET}`,
    },
    "a reference that the state would keep": {
      path: `${keys}.secret_key`,
      value: ref("var.hush"),
      found: `${keys}.secret_key: A secret must not be kept in the state.`,
    },
  };

  it.each(Object.entries(rows))("%s", (_name, { path, value, found }) => {
    const stack = newStack();
    const logs = new BosBucketEncryption(stack, "logs", { bucket: "acme-logs", engine: engine() });
    const apply = logs.node.findChild("apply") as TerraformElement;
    if (keys === "triggers_replace" && path.startsWith(keys)) apply.addOverride(keys, {});
    apply.addOverride(path, value);
    const issues = issuesOf(stack);
    expect(issues).toEqual([expect.stringContaining(`[prod] resource.${type}.logs_apply_370FD257.${found}`)]);
    expect(issues.join()).not.toContain("hush");
  });

  it("references in the environment", () => {
    const stack = newStack();
    const logs = new BosBucketEncryption(stack, "logs", { bucket: "acme-logs", engine: engine() });
    const apply = logs.node.findChild("apply") as TerraformElement;
    apply.addOverride("provisioner.0.local-exec.environment.BAIDUCLOUD_SECRET_KEY", ref("var.secret"));
    expect(issuesOf(stack)).toEqual([]);
  });
});

test.each([true, false])("nothing is written, validation skipped or not (%s)", (skipValidation) => {
  const { outdir } = newApp();
  const app = new App({ outdir, skipValidation });
  const stack = new TerraformStack(app, "prod");
  new BosBucketEncryption(stack, "logs", { bucket: "acme-logs" });
  stack.addOverride("provider.bos", [{ secret_key: "hush" }]);
  expect(() => app.synth()).toThrow(`[prod] provider.bos[0].secret_key: ${SECRET}`);
  const files = readdirSync(outdir, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const written = files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), "utf8"));
  expect(written.join()).not.toContain("hush");
});
