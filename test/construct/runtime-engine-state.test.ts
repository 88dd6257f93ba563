// What becomes of a state: constructs that are removed, that change their engine, that lie deep in the tree.
import { type App, TerraformStack, TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import { describe, expect, it, test } from "vitest";
import { BosBucketEncryption, BosProvider, Encryption, Engine } from "../../lib/index.ts";
import { KINDS, LIFECYCLE, stableConfigurationOf, type Told, undoes } from "./support/runtime-engine.ts";
import { configurationOf, issuesOf, newApp, newStack, ref } from "./support/stack.ts";

/** Places of a construct, by what they are called here. */
const places: Record<string, (app: App) => Construct> = {
  "in a stack": (app) => new TerraformStack(app, "prod"),
  "deep in the tree": (app) =>
    new Construct(new Construct(new TerraformStack(app, "prod"), "team a"), "Default"),
  "in a stack within a stack": (app) =>
    new Construct(new TerraformStack(new TerraformStack(app, "prod"), "inner"), "team"),
};

/** The addresses that the state has after an apply of a stack with this construct. */
function addressesOf(place: (app: App) => Construct, engine: Engine): readonly string[] {
  const scope = place(newApp());
  new BosBucketEncryption(scope, "logs", { bucket: "acme-logs", engine });
  const { resource = {} } = configurationOf(TerraformStack.of(scope));
  return Object.entries(resource).flatMap(([type, byName]) =>
    Object.keys(byName).map((name) => `${type}.${name}`),
  );
}

/** The blocks about the state in the stack of a scope, with addresses alone. */
function blocksIn(scope: Construct): { removed: readonly string[]; moved: readonly string[] } {
  const { removed = [], moved = [] } = configurationOf(TerraformStack.of(scope)) as {
    removed?: { from: string }[];
    moved?: { from: string; to: string }[];
  };
  return {
    removed: removed.map(({ from }) => from),
    moved: moved.map(({ from, to }) => `${from} -> ${to}`),
  };
}

describe.each(Object.entries(places))("a construct %s", (_where, place) => {
  const atProvider = () => addressesOf(place, Engine.provider());

  it("with the provider, removed names its address", () => {
    const scope = place(newApp());
    BosBucketEncryption.removed(scope, "logs");
    expect(blocksIn(scope)).toEqual({ removed: atProvider(), moved: [] });
  });

  describe.each(KINDS)("with $name", (kind) => {
    const atEngine = () => addressesOf(place, kind.engine());

    it("lets go of the address that the provider's resource had", () => {
      const scope = place(newApp());
      new BosBucketEncryption(scope, "logs", { bucket: "acme-logs", engine: kind.engine() });
      expect(blocksIn(scope)).toEqual({ removed: atProvider(), moved: [] });
    });

    it("removed names the addresses that have something to undo, with either engine", () => {
      const scope = place(newApp());
      BosBucketEncryption.removed(scope, "logs", { engine: kind.engine() });
      const removed = KINDS.map(({ engine }) => addressesOf(place, engine())[1]);
      expect(blocksIn(scope)).toEqual({ removed, moved: [] });
    });

    it("a way back to the provider moves the one and lets go of the other", () => {
      const scope = place(newApp());
      const engine = Engine.provider({ movedFrom: kind.engine() });
      new BosBucketEncryption(scope, "logs", { bucket: "acme-logs", engine });
      const [apply = "", lifecycle = ""] = atEngine();
      expect(blocksIn(scope)).toEqual({ removed: [apply], moved: [`${lifecycle} -> ${atProvider()[0]}`] });
    });
  });
});

test.each([
  ["disable", true],
  ["retain", false],
] as const)("removed with the provider and %s", (onDestroy, destroy) => {
  const stack = newStack();
  BosBucketEncryption.removed(stack, "logs", { bucket: "acme-logs", onDestroy });
  expect(issuesOf(stack)).toEqual([]);
  expect(configurationOf(stack)).toEqual({
    terraform: { required_providers: { bos: expect.anything() } },
    removed: [{ from: "bos_bucket_encryption.logs", lifecycle: { destroy } }],
  });
});

test("removed with the provider takes no token for onDestroy: it would be one or the other for good", () => {
  const stack = newStack();
  BosBucketEncryption.removed(stack, "logs", { onDestroy: ref("var.any") as "retain" });
  expect(issuesOf(stack)).toEqual([
    "[prod/logs] onDestroy: Must be a literal value, not a token: a removed block of Terraform refers to nothing.",
  ]);
});

describe.each(KINDS)("removed with $name", (kind) => {
  /** Whichever engine is named: a state may hold either. */
  const blocks = (plain: string, told: Told = {}) =>
    KINDS.map((either) => ({
      from: `${either.type}.${LIFECYCLE}`,
      lifecycle: { destroy: true },
      provisioner: [undoes(either, plain, told)],
    }));

  it.each(["disable", "retain"] as const)("and %s runs the runtime", (onDestroy) => {
    const stack = newStack();
    BosBucketEncryption.removed(stack, "logs", { engine: kind.engine(), onDestroy });
    expect(issuesOf(stack)).toEqual([]);
    expect(stableConfigurationOf(stack)).toEqual({
      removed: blocks(`contract = 1, on_destroy = "${onDestroy}"`),
    });
  });

  it("takes what the construct had, and what a BosProvider says", () => {
    const stack = newStack();
    new BosProvider(stack, "bos", { region: "bj", endpoint: "http://127.0.0.1:1" });
    BosBucketEncryption.removed(stack, "logs", {
      bucket: ref("var.bucket"),
      region: ref("var.region"),
      encryption: Encryption.kmsManaged({ kmsMasterKeyId: "key-1" }),
      onConflict: "adopt",
      timeouts: { create: "5m", delete: "1m" },
      engine: kind.engine({ maxRetries: 1 }),
    });
    expect(issuesOf(stack)).toEqual([]);
    expect(stableConfigurationOf(stack)).toMatchObject({
      removed: blocks(
        'contract = 1, on_conflict = "adopt", max_retries = 1, endpoint = "http://127.0.0.1:1", on_destroy = "disable", kms_master_key_id = "key-1", timeout = "1m"',
      ),
    });
  });

  it.each([
    ["the construct's own", { region: "gz" }, "gz"],
    ["the engine's, where the construct names none", {}, "bj"],
    ["none, where only Terraform knows it", { region: ref("var.region") }, undefined],
  ])("where no region was written down, takes %s", (_name, props, region) => {
    const stack = newStack();
    const engine = kind.engine({ region: "bj" });
    BosBucketEncryption.removed(new Construct(stack, "Default"), "logs", { engine, ...props });
    const told = { region, construct: "prod/Default/logs" };
    expect(stableConfigurationOf(stack)).toMatchObject({
      removed: blocks('contract = 1, on_destroy = "disable"', told),
    });
  });

  it("takes no id that only Terraform knows", () => {
    const stack = newStack();
    const id = new TerraformVariable(stack, "id", {}).stringValue;
    BosBucketEncryption.removed(stack, id, { engine: kind.engine() });
    expect(issuesOf(stack)).toEqual([expect.stringContaining("id: Must be a literal string, not a token.")]);
    expect(blocksIn(stack)).toEqual({ removed: [], moved: [] });
  });

  it("is judged like the construct that was there", () => {
    const stack = newStack();
    const engine = kind.engine({ maxRetries: -1 });
    BosBucketEncryption.removed(stack, "logs", { engine, onDestroy: ref("var.any") as "retain" });
    BosBucketEncryption.removed(stack, "data", { engine, onDestroy: "delete" as "retain" });
    expect(issuesOf(stack).map((line) => line.slice(0, 60))).toEqual([
      "[prod/logs] engine.maxRetries: Write a whole number from 0 t",
      "[prod/logs] onDestroy: Must be a literal value with this eng",
      '[prod/data] onDestroy: Write "disable" or "retain", not "del',
    ]);
  });
});

describe.each(KINDS)("a provider that no state of $name holds any more", (kind) => {
  it("is not asked for, and forgetting it leaves no block", () => {
    const stack = newStack();
    const engine = kind.engine({ forgetProviderResource: false });
    new BosBucketEncryption(stack, "logs", { bucket: "acme-logs", engine });
    expect(blocksIn(stack)).toEqual({ removed: [], moved: [] });
    expect(Object.keys(configurationOf(stack).terraform?.required_providers ?? {})).not.toContain("bos");
  });
});

test("a configuration for import is always one of the provider", () => {
  const stack = newStack();
  new BosBucketEncryption(stack, "logs", { bucket: "acme-logs", engine: Engine.terraformData() });
  BosBucketEncryption.generateConfigForImport(stack, "data", "bj/acme-data");
  expect(configurationOf(stack)).toMatchObject({
    terraform: { required_providers: { bos: expect.anything() } },
    import: [{ id: "bj/acme-data", to: "bos_bucket_encryption.data" }],
  });
});
