// What only newer versions of Terraform ask for, in the order in which they do, at the level of the protocol.
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Emulator, startEmulator } from "../../lib/emulator/index.ts";
import type { ListResource_Event } from "../../lib/plugin/gen/tfplugin6_pb.ts";
import { UNKNOWN, type Value } from "../../lib/plugin/index.ts";
import { kms, SM4 } from "../support/cloud.ts";
import {
  identityData,
  listConfig,
  readIdentity,
  readResource,
  resource,
  startBos,
  told,
  typeName,
} from "./support/protocol.ts";

let cloud: Emulator;
let bos: Awaited<ReturnType<typeof startBos>>;
beforeAll(async () => {
  cloud = await startEmulator({ buckets: ["logs", "ledger", "off"] });
  cloud.setEncryption("logs", SM4);
  cloud.setEncryption("ledger", kms("key-1"));
  bos = await startBos(cloud);
  return async () => {
    await bos[Symbol.asyncDispose]();
    await cloud.close();
  };
});
beforeEach(() => {
  cloud.clearFaults();
  cloud.clearRequests();
});

const STATE = {
  id: "logs",
  bucket: "logs",
  enabled: true,
  sse_algorithm: "SM4",
  kms_master_key_id: null,
  region: "bj",
  on_destroy: "disable",
  on_conflict: null,
  timeouts: null,
};
interface Values {
  readonly [name: string]: Value;
}
const LOGS = { bucket: "logs", region: "bj" };

describe("identity", () => {
  it("is declared: the bucket is needed for an import, its region is not", async () => {
    const { identitySchemas } = await bos.provider.getResourceIdentitySchemas({});
    expect(identitySchemas[typeName]?.identityAttributes).toMatchObject([
      { name: "bucket", requiredForImport: true, optionalForImport: false },
      { name: "region", requiredForImport: false, optionalForImport: true },
    ]);
  });

  it("comes with the plan of a create, and stays through apply, read, a corrected region and the end", async () => {
    cloud.createBucket("young");
    const young = { ...STATE, id: "young", bucket: "young" };
    const identity = { bucket: "young", region: "bj" };
    const config = resource({ bucket: "young", sse_algorithm: "SM4" });
    const proposed = resource({
      ...young,
      id: UNKNOWN,
      enabled: UNKNOWN,
      region: UNKNOWN,
      on_destroy: UNKNOWN,
    });
    const none = resource(null);
    const request = { typeName, priorState: none, proposedNewState: proposed, config };
    const planned = await bos.provider.planResourceChange(request);
    expect(readIdentity(planned.plannedIdentity)).toEqual(identity);

    const created = await bos.provider.applyResourceChange({
      typeName,
      priorState: none,
      config,
      plannedState: planned.plannedState ?? {},
      ...(planned.plannedIdentity && { plannedIdentity: planned.plannedIdentity }),
    });
    expect(told(created.diagnostics)).toEqual([]);
    expect(readResource(created.newState)).toEqual(young);
    expect(readIdentity(created.newIdentity)).toEqual(identity);

    const currentState = resource({ ...young, region: "gz" });
    const read = await bos.provider.readResource({
      typeName,
      currentState,
      currentIdentity: identityData("young", "bj"),
    });
    expect(told(read.diagnostics)).toEqual([]);
    expect(readIdentity(read.newIdentity)).toEqual(identity);

    cloud.deleteBucket("young");
    const gone = await bos.provider.readResource({
      typeName,
      currentState,
      currentIdentity: identityData("young", "bj"),
    });
    expect([readResource(gone.newState), readIdentity(gone.newIdentity)]).toEqual([null, identity]);
  });

  it("is given to a state of an older Terraform by its first read", async () => {
    const { newIdentity } = await bos.provider.readResource({ typeName, currentState: resource(STATE) });
    expect(readIdentity(newIdentity)).toEqual(LOGS);
  });
});

describe("import", () => {
  it.each([
    ["an identity", { identity: identityData("logs", "bj") }],
    ["an identity without a region", { identity: identityData("logs") }],
    ["an id", { id: "logs" }],
    ["an id with a region", { id: "bj/logs" }],
  ])("by %s", async (_, source) => {
    const { importedResources, diagnostics } = await bos.provider.importResourceState({
      typeName,
      ...source,
    });
    expect(told(diagnostics)).toEqual([]);
    expect(
      importedResources.map(({ state, identity }) => [readResource(state), readIdentity(identity)]),
    ).toEqual([[STATE, LOGS]]);
  });

  it.each([
    ["a missing bucket", identityData("nowhere"), 'There is no bucket "nowhere"'],
    ["an impossible name", identityData("a/b"), "Invalid identity"],
    ["an impossible region", identityData("logs", "BJ"), "Invalid identity"],
    ["no bucket", identityData(null, "bj"), "Incomplete identity"],
  ])("refuses %s", async (_, identity, summary) => {
    const { importedResources, diagnostics } = await bos.provider.importResourceState({ typeName, identity });
    expect([importedResources, told(diagnostics)]).toEqual([[], [`error: ${summary}`]]);
  });
});

describe("list", () => {
  interface Options {
    readonly filters?: Parameters<typeof listConfig>[0];
    readonly limit?: bigint;
    readonly includeResourceObject?: boolean;
  }
  const list = async ({ filters = {}, limit = 100n, includeResourceObject = true }: Options = {}) => {
    const request = { typeName, config: listConfig(filters), limit, includeResourceObject };
    const events: ListResource_Event[] = [];
    for await (const event of bos.provider.listResource(request)) events.push(event);
    return events.map(({ displayName, identity, resourceObject, diagnostic }) => ({
      displayName,
      identity: identity && readIdentity(identity),
      state: resourceObject && readResource(resourceObject),
      told: told(diagnostic),
    }));
  };
  const item = (bucket: string, state: unknown, warnings: readonly string[] = []) => ({
    displayName: bucket,
    identity: { bucket, region: "bj" },
    state,
    told: warnings,
  });

  it("shows every bucket: encrypted, off, and unreadable with a warning", async () => {
    cloud.createBucket("secret");
    cloud.addFault({ kind: "denied", operation: "GetBucketEncryption", bucket: "secret" });
    const state = (bucket: string, values: object) => ({ ...STATE, id: bucket, bucket, ...values });
    expect(await list()).toEqual([
      item("ledger", state("ledger", { sse_algorithm: "AES256", kms_master_key_id: "key-1" })),
      item("logs", STATE),
      item("off", state("off", { enabled: false, sse_algorithm: null })),
      item("secret", undefined, ['warning: Cannot read the encryption of bucket "secret"']),
    ]);
    cloud.deleteBucket("secret");
  });

  it("asks nothing but the list where no states are wanted", async () => {
    const items = await list({ includeResourceObject: false });
    expect(items).toEqual([item("ledger", undefined), item("logs", undefined), item("off", undefined)]);
    expect(cloud.requests.map(({ operation }) => operation)).toEqual(["ListBuckets"]);
  });

  it("reads no more buckets than the limit says", async () => {
    expect((await list({ limit: 1n })).map(({ displayName }) => displayName)).toEqual(["ledger"]);
    expect(cloud.requests.map(({ operation }) => operation)).toEqual(["ListBuckets", "GetBucketEncryption"]);
  });

  it.each<[string, Options["filters"] & object, readonly string[]]>([
    ["a pattern", { name_pattern: "l*" }, ["ledger", "logs"]],
    ["a region", { region: "bj" }, ["ledger", "logs", "off"]],
    ["a region without buckets", { region: "gz" }, []],
    ["a pattern that nothing matches", { name_pattern: "x" }, []],
  ])("filters by %s", async (_, filters, buckets) => {
    const items = await list({ filters, includeResourceObject: false });
    expect(items.map(({ displayName }) => displayName)).toEqual(buckets);
  });

  it("ends with one error where buckets may not be listed", async () => {
    cloud.addFault({ kind: "denied", operation: "ListBuckets" });
    expect(await list()).toEqual([
      {
        displayName: "",
        identity: undefined,
        state: undefined,
        told: ["error: Cannot list the buckets of this account"],
      },
    ]);
  });

  it("refuses a region that is none", async () => {
    const { diagnostics } = await bos.provider.validateListResourceConfig({
      typeName,
      config: listConfig({ region: "BJ" }),
    });
    expect(told(diagnostics)).toEqual(["error: Invalid region"]);
  });
});

describe("what a plan tells the next one, from Terraform 1.16 on", () => {
  type Planned = Awaited<ReturnType<typeof bos.provider.planResourceChange>>;
  const clientCapabilities = { storePlannedPrivate: true };
  const none = resource(null);
  const BEFORE_REFRESH = { ...STATE, region: "bj" };

  /** Plans as Terraform does: `first` is the answer of the plan that the user has seen. */
  async function plan(
    prior: typeof STATE | null,
    written: Values,
    first?: Planned,
    { provider } = bos,
  ): Promise<Planned> {
    return provider.planResourceChange({
      typeName,
      priorState: prior === null ? none : resource(prior),
      proposedNewState: resource({ ...prior, ...written }),
      config: resource(written),
      clientCapabilities,
      ...(prior !== null && { priorIdentity: identityData(prior.bucket, prior.region) }),
      ...(first && { plannedPrivate: first.plannedPrivate }),
    });
  }

  async function apply(
    prior: typeof STATE | null,
    written: Values,
    { plannedState, plannedPrivate, plannedIdentity }: Planned,
  ) {
    const answer = await bos.provider.applyResourceChange({
      typeName,
      priorState: prior === null ? none : resource(prior),
      config: resource(written),
      plannedState: plannedState ?? {},
      plannedPrivate,
      ...(plannedIdentity && { plannedIdentity }),
    });
    return {
      told: told(answer.diagnostics),
      state: readResource(answer.newState),
      identity: readIdentity(answer.newIdentity),
      private: Buffer.from(answer.private).toString(),
    };
  }

  it("what there is to know of a bucket is said in the plan that is shown, not in the apply's own", async () => {
    cloud.createBucket("plain");
    // A saved plan is applied by another process, of another Terraform.
    await using another = await startBos(cloud);
    for (const [bucket, said] of [
      ["plain", "warning: Turning encryption on covers new uploads only"],
      ["fresh", 'warning: Bucket "fresh" does not exist in region "bj" yet'],
    ] as const) {
      const first = await plan(null, { bucket });
      expect(told(first.diagnostics)).toEqual([said]);
      expect(told((await plan(null, { bucket }, first, another)).diagnostics)).toEqual([]);
    }
    cloud.deleteBucket("plain");
  });

  const ADOPT = { bucket: "taken", on_conflict: "adopt" };

  it("a key that its plan did not show is not given up by an adoption", async () => {
    cloud.createBucket("taken");
    const first = await plan(null, ADOPT);
    cloud.setEncryption("taken", kms("theirs"));
    const second = await plan(null, ADOPT, first);
    expect((await apply(null, ADOPT, second)).told).toEqual([
      'error: The encryption of bucket "taken" was changed after the plan',
    ]);
    expect(cloud.encryptionOf("taken")).toEqual(kms("theirs"));

    // The next plan shows it.
    const shown = await plan(null, ADOPT);
    expect(told(shown.diagnostics)).toEqual(['warning: This takes over the encryption of bucket "taken"']);
    const { told: said, state } = await apply(null, ADOPT, await plan(null, ADOPT, shown));
    expect([said, state]).toMatchObject([
      ['warning: KMS key "theirs" is no longer used by bucket "taken"'],
      { bucket: "taken" },
    ]);
    expect(cloud.encryptionOf("taken")).toEqual({ encryptionAlgorithm: "AES256" });
    cloud.deleteBucket("taken");
  });

  it("another name replaces where it was known, and is an update where it was not", async () => {
    for (const bucket of ["here", "there"]) cloud.createBucket(bucket);
    cloud.setEncryption("here", SM4);
    const here = { ...BEFORE_REFRESH, id: "here", bucket: "here" };
    const there = { bucket: "there", sse_algorithm: "SM4" };
    // Of another bucket: in one process, a second plan for the first one would be another resource's.
    const replaced = await plan({ ...here, id: "gone-on", bucket: "gone-on" }, there);
    expect(replaced.requiresReplace).toHaveLength(1);

    const late = await plan(here, { ...there, bucket: UNKNOWN });
    expect([late.requiresReplace, readIdentity(late.plannedIdentity)]).toEqual([
      [],
      { bucket: "here", region: "bj" },
    ]);
    expect(told(late.diagnostics)).toEqual(['warning: The name of bucket "here" may change']);
    const second = await plan(here, there, late);
    expect(second.requiresReplace).toEqual([]);
    expect(await apply(here, there, second)).toEqual({
      told: [],
      state: { ...here, id: "there", bucket: "there" },
      identity: { bucket: "there", region: "bj" },
      private: '{"wantsOff":false}',
    });
    expect([cloud.encryptionOf("here"), cloud.encryptionOf("there")]).toEqual([undefined, SM4]);
    for (const bucket of ["here", "there"]) cloud.deleteBucket(bucket);
  });

  it("the new object's first plan allows what it has shown, also where it comes before the old one's destroy", async () => {
    cloud.createBucket("mine");
    cloud.setEncryption("mine", kms("key-1"));
    const prior = {
      ...BEFORE_REFRESH,
      id: "mine",
      bucket: "mine",
      sse_algorithm: "AES256",
      kms_master_key_id: "key-1",
    };
    const written = { bucket: "mine" };
    const half = await plan(prior as never, written);
    const first = await bos.provider.planResourceChange({
      typeName,
      priorState: none,
      proposedNewState: resource(written),
      config: resource(written),
      clientCapabilities,
      priorPrivate: half.plannedPrivate,
    });
    expect(told(first.diagnostics)).toContain('warning: This drops the KMS key of bucket "mine"');
    const { told: said } = await apply(null, written, await plan(null, written, first));
    expect(said).toEqual([]);
    expect(cloud.encryptionOf("mine")).toEqual({ encryptionAlgorithm: "AES256" });
    cloud.deleteBucket("mine");
  });
});

describe("generated configuration", () => {
  const nothing = Object.fromEntries(Object.keys(STATE).map((name) => [name, null]));

  it.each([
    ["what is on", {}, { bucket: "logs", region: "bj", sse_algorithm: "SM4" }],
    [
      "what is off",
      { enabled: false, sse_algorithm: null },
      { bucket: "logs", region: "bj", enabled: false },
    ],
    [
      "what is not the default",
      { on_destroy: "retain", kms_master_key_id: "key-1" },
      {
        bucket: "logs",
        region: "bj",
        sse_algorithm: "SM4",
        kms_master_key_id: "key-1",
        on_destroy: "retain",
      },
    ],
  ])("writes %s", async (_, values, written) => {
    const state = resource({ ...STATE, ...values });
    const { config, diagnostics } = await bos.provider.generateResourceConfig({ typeName, state });
    expect([told(diagnostics), readResource(config)]).toEqual([[], { ...nothing, ...written }]);
  });
});

describe("a move", () => {
  const move = (sourceTypeName: string, state: object) =>
    bos.provider.moveResourceState({
      sourceProviderAddress: "registry.terraform.io/baidubce/baiducloud",
      sourceTypeName,
      sourceState: { json: Buffer.from(JSON.stringify(state)) },
      targetTypeName: typeName,
    });

  it("from a bucket is refused with the reason, and with what to write instead", async () => {
    const { diagnostics } = await move("baiducloud_bos_bucket", { bucket: "logs", acl: "private" });
    expect(told(diagnostics)).toEqual(["error: A bucket cannot become its encryption"]);
    expect(diagnostics[0]?.detail).toContain("would remove the bucket itself from the state");
    expect(diagnostics[0]?.detail).toContain('id = "logs"');
  });

  it("from anything else is refused as one that nobody knows", async () => {
    expect(told((await move("null_resource", {})).diagnostics)).toEqual(["error: State cannot be moved"]);
  });
});
