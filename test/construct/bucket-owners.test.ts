// Two constructs of a stack for one bucket: when they are refused, and when that is left to Terraform.
import { TerraformStack, TerraformVariable } from "cdktf";
import { expect, test } from "vitest";
import {
  BosBucketEncryption,
  type BosBucketEncryptionProps,
  BosProvider,
  Encryption,
  Engine,
} from "../../lib/index.ts";
import { issuesOf, newStack, ref } from "./support/stack.ts";

const encrypt = (stack: TerraformStack, id: string, props: Partial<BosBucketEncryptionProps> = {}) =>
  new BosBucketEncryption(stack, id, { bucket: "acme-logs", ...props });

const ANOTHER =
  '[prod/other] bucket: "acme-logs" is given another encryption by prod/one. Keep one of the two.';
const AS_WELL =
  '[prod/other] bucket: "acme-logs" is set by prod/one as well. Without the provider nothing sees both: giving up one of them would turn off what the other wants. Keep one of the two.';

const key = (kmsMasterKeyId: string) => Encryption.kmsManaged({ kmsMasterKeyId });
const pairs: Record<string, { one: Encryption; other: Encryption; agree: boolean }> = {
  "the same": { one: Encryption.bosManaged(), other: Encryption.bosManaged(), agree: true },
  off: { one: Encryption.disabled(), other: Encryption.disabled(), agree: true },
  "on and off": { one: Encryption.bosManaged(), other: Encryption.disabled(), agree: false },
  "two algorithms": {
    one: Encryption.bosManaged(),
    other: Encryption.bosManaged({ algorithm: "SM4" }),
    agree: false,
  },
  "with and without a key": { one: Encryption.bosManaged(), other: key("key-1"), agree: false },
  "two keys": { one: key("key-1"), other: key("key-2"), agree: false },
  "a key that only Terraform knows": { one: key("key-1"), other: key(ref("var.key")), agree: true },
};
const engines: Record<string, { one: Engine; other: Engine; equal: string[] }> = {
  "the provider": { one: Engine.provider(), other: Engine.provider(), equal: [] },
  "an engine and the provider": { one: Engine.nullResource(), other: Engine.provider(), equal: [AS_WELL] },
  "the provider and an engine": { one: Engine.provider(), other: Engine.terraformData(), equal: [AS_WELL] },
  "one engine": { one: Engine.nullResource(), other: Engine.nullResource(), equal: [AS_WELL] },
  "two engines": { one: Engine.nullResource(), other: Engine.terraformData(), equal: [AS_WELL] },
};
const cases = Object.entries(engines).flatMap(([through, engine]) =>
  Object.entries(pairs).map(([desired, { agree, ...encryption }]) => ({
    through,
    desired,
    one: { engine: engine.one, encryption: encryption.one },
    other: { engine: engine.other, encryption: encryption.other },
    // Off has nothing to undo.
    issues: !agree ? [ANOTHER] : desired === "off" ? [] : engine.equal,
  })),
);

test.each(cases)("through $through: $desired state", ({ one, other, issues }) => {
  const stack = newStack();
  encrypt(stack, "one", one);
  encrypt(stack, "other", other);
  expect(issuesOf(stack)).toEqual(issues);
});

const HERE = "https://bos.private.example";
const at = (endpoint: string) => ({ engine: Engine.nullResource({ endpoint }) });
const endpoints: Record<string, { define: (stack: TerraformStack) => void; issues: string[] }> = {
  "the same endpoint": {
    define: (stack) => {
      encrypt(stack, "one", at(HERE));
      encrypt(stack, "other", at(HERE));
    },
    issues: [AS_WELL],
  },
  "the same endpoint in another spelling": {
    define: (stack) => {
      encrypt(stack, "one", at(HERE));
      encrypt(stack, "other", at("HTTPS://BOS.private.example:443/"));
    },
    issues: [AS_WELL],
  },
  "another endpoint": {
    define: (stack) => {
      encrypt(stack, "one", at(HERE));
      encrypt(stack, "other", at(`${HERE}:8443`));
    },
    issues: [],
  },
  "an endpoint, and what the environment says": {
    define: (stack) => {
      encrypt(stack, "one", at(HERE));
      encrypt(stack, "other", { engine: Engine.nullResource() });
    },
    issues: [],
  },
  "the endpoint of a BosProvider, for both": {
    define: (stack) => {
      new BosProvider(stack, "bos", { endpoint: HERE });
      encrypt(stack, "one", { engine: Engine.nullResource() });
      encrypt(stack, "other");
    },
    issues: [AS_WELL],
  },
  "the endpoint of a BosProvider that is made after the one": {
    define: (stack) => {
      encrypt(stack, "one");
      new BosProvider(stack, "bos", { endpoint: HERE });
      encrypt(stack, "other", { engine: Engine.nullResource() });
    },
    issues: [AS_WELL],
  },
  "the endpoint of a BosProvider that only Terraform knows": {
    define: (stack) => {
      new BosProvider(stack, "bos", { endpoint: ref("var.endpoint") });
      encrypt(stack, "one");
      encrypt(stack, "other", at(HERE));
    },
    issues: [],
  },
  "the stack's own BosProvider, named or not": {
    define: (stack) => {
      const provider = new BosProvider(stack, "bos", { region: "bj" });
      encrypt(stack, "one", { provider });
      encrypt(stack, "other", { engine: Engine.nullResource() });
    },
    issues: [AS_WELL],
  },
  "another BosProvider": {
    define: (stack) => {
      encrypt(stack, "one", { engine: Engine.nullResource() });
      const provider = new BosProvider(stack, "archive", { alias: "archive" });
      encrypt(stack, "other", { provider, engine: Engine.nullResource() });
    },
    issues: [],
  },
};

test.each(Object.entries(endpoints))("through %s", (_name, { define, issues }) => {
  const stack = newStack();
  define(stack);
  expect(issuesOf(stack)).toEqual(issues);
});

test("of three, each that comes later is told of one", () => {
  const stack = newStack();
  const engine = Engine.terraformData();
  for (const id of ["one", "other", "third"]) encrypt(stack, id, { engine });
  expect(issuesOf(stack)).toEqual([AS_WELL, AS_WELL.replace("prod/other", "prod/third")]);
});

test("one that is given up is no claim", () => {
  const stack = newStack();
  BosBucketEncryption.removed(stack, "one", { bucket: "acme-logs", engine: Engine.nullResource() });
  encrypt(stack, "other", { engine: Engine.nullResource() });
  expect(issuesOf(stack)).toEqual([]);
});

test("what only Terraform can tell is left to Terraform", () => {
  const stack = newStack();
  const bucket = new TerraformVariable(stack, "bucket", {}).stringValue;
  const engine = Engine.nullResource();
  encrypt(stack, "one", { engine });
  encrypt(stack, "other", { bucket, engine });
  encrypt(stack, "third", { bucket, encryption: key("key-1"), engine });
  encrypt(newStack(), "of another app", { engine });
  encrypt(new TerraformStack(stack, "inner"), "of a stack within", { engine });
  expect(issuesOf(stack)).toEqual([]);
});

const ACROSS =
  '[test/other] bucket: "acme-logs" is given another encryption by prod/one, in another stack. Keep one of the two; if the stacks ask different endpoints, write these into their BosProviders.';
const SM4 = { encryption: Encryption.bosManaged({ algorithm: "SM4" }) };
const stacks: Record<
  string,
  { define: (prod: TerraformStack, test: TerraformStack) => void; found: string[] }
> = {
  "want the same": {
    define: (prod, test) => {
      encrypt(prod, "one", SM4);
      encrypt(test, "other", SM4);
    },
    found: [],
  },
  "want different things": {
    define: (prod, test) => {
      encrypt(prod, "one");
      encrypt(test, "other", SM4);
    },
    found: [ACROSS],
  },
  "want different things through different engines": {
    define: (prod, test) => {
      encrypt(prod, "one", { engine: Engine.terraformData() });
      encrypt(test, "other", SM4);
    },
    found: [ACROSS],
  },
  "want different things of two buckets": {
    define: (prod, test) => {
      encrypt(prod, "one");
      encrypt(test, "other", { ...SM4, bucket: "acme-test-logs" });
    },
    found: [],
  },
  "ask different endpoints": {
    define: (prod, test) => {
      new BosProvider(test, "bos", { endpoint: HERE });
      encrypt(prod, "one");
      encrypt(test, "other", SM4);
    },
    found: [],
  },
  "ask endpoints that only Terraform knows": {
    define: (prod, test) => {
      for (const stack of [prod, test]) new BosProvider(stack, "bos", { endpoint: ref("var.endpoint") });
      encrypt(prod, "one");
      encrypt(test, "other", SM4);
    },
    found: [],
  },
};

test.each(Object.entries(stacks))("two stacks of one app that %s", (_name, { define, found }) => {
  const prod = newStack();
  const other = new TerraformStack(prod.node.root, "test");
  define(prod, other);
  expect([issuesOf(prod), issuesOf(other)]).toEqual([[], found]);
});

test("two apps have nothing to do with each other", () => {
  encrypt(newStack(), "one");
  const stack = newStack();
  encrypt(stack, "other", SM4);
  expect(issuesOf(stack)).toEqual([]);
});
