// What becomes of the resources of others that somebody may write into a `moved` block.
import { describe, expect, it } from "vitest";
import { Encryption } from "../../lib/construct/elements/encryption.ts";
import {
  applyKeys,
  lifecycleKeys,
  type RuntimeDesired,
} from "../../lib/construct/engines/runtime/commands.ts";

import { startEmulator } from "../../lib/emulator/index.ts";
import { createDiagnostics, createLogger, type MoveSource } from "../../lib/plugin/index.ts";
import { moveState } from "../../lib/provider/bucket/move.ts";
import { readIdentity, readResource, startBos, told, typeName } from "./support/protocol.ts";

const NULL = "registry.terraform.io/hashicorp/null";
const BUILT_IN = "terraform.io/builtin/terraform";

const nullResource = (triggers: unknown, providerAddress = NULL): MoveSource => ({
  providerAddress,
  typeName: "null_resource",
  schemaVersion: 0,
  state: { id: "5577006791947779410", triggers },
});
const terraformData = (triggers_replace: unknown, providerAddress = BUILT_IN): MoveSource => ({
  providerAddress,
  typeName: "terraform_data",
  schemaVersion: 0,
  state: { id: "65117d44-3290-20dd-313d-fdf0ed3803c2", input: null, output: null, triggers_replace },
});
/** As the state file has an attribute of any type. */
const dynamic = (value: Readonly<Record<string, string>>) => ({
  value,
  type: ["object", Object.fromEntries(Object.keys(value).map((name) => [name, "string"]))],
});

function move(source: MoveSource) {
  const diagnostics = createDiagnostics();
  const log = createLogger({ module: "test", level: "error", write: () => {}, now: () => new Date(0) });
  const state = moveState(source, { diagnostics, log, signal: new AbortController().signal });
  return { state, said: diagnostics.list() };
}

const UNREAD = {
  id: "logs",
  bucket: "logs",
  enabled: null,
  sse_algorithm: null,
  kms_master_key_id: null,
  region: null,
  on_destroy: "retain",
  on_conflict: null,
  timeouts: null,
};

describe("the one that undoes the setting is taken over, to be filled in by the next read", () => {
  it.each([
    ["null_resource", nullResource({ bucket: "logs", region: "gz" }), "gz"],
    ["null_resource without a region", nullResource({ bucket: "logs" }), null],
    [
      "null_resource from a mirror",
      nullResource({ bucket: "logs" }, "registry.acme.test/hashicorp/null"),
      null,
    ],
    [
      "null_resource of OpenTofu",
      nullResource({ bucket: "logs" }, "registry.opentofu.org/hashicorp/null"),
      null,
    ],
    ["terraform_data", terraformData(dynamic({ bucket: "logs", region: "gz" })), "gz"],
    ["terraform_data without a region", terraformData(dynamic({ bucket: "logs" })), null],
    [
      "terraform_data with a map",
      terraformData({ value: { bucket: "logs" }, type: ["map", "string"] }),
      null,
    ],
  ])("%s", (_name, source, region) => {
    expect(move(source)).toEqual({ state: { ...UNREAD, region }, said: [] });
  });
});

it.each([
  ["null_resource", nullResource({ bucket: "logs", endpoint: "http://127.0.0.1:1" })],
  ["terraform_data", terraformData(dynamic({ bucket: "logs", endpoint: "http://127.0.0.1:1" }))],
])(
  "says through which endpoint a %s made the setting: the provider's may be another one",
  (_name, source) => {
    const { state, said } = move(source);
    expect(state).toEqual(UNREAD);
    expect(said).toMatchObject([
      {
        severity: "warning",
        summary: 'Bucket "logs" was set through http://127.0.0.1:1',
        detail: expect.stringContaining("write the endpoint into the provider block, or set BOS_ENDPOINT"),
      },
    ]);
  },
);

const desired = { contract: "1", bucket: "logs", sse_algorithm: "AES256" };

it("knows the keys that the engine writes today", () => {
  const written: RuntimeDesired = {
    bucket: "logs",
    encryption: Encryption.bosManaged(),
    settings: { region: "gz", endpoint: "http://127.0.0.1:1" },
  };
  const { state, said } = move(nullResource(lifecycleKeys(written)));
  expect(state).toEqual({ ...UNREAD, region: "gz" });
  expect(said.map(({ severity }) => severity)).toEqual(["warning"]);
  expect(move(nullResource(applyKeys(written))).said.map(({ summary }) => summary)).toEqual([
    'This null_resource applies the encryption of bucket "logs", and is not the one to move',
  ]);
});

describe("what is refused in words", () => {
  const notAboutABucket = (type: string) => `This ${type} is not about a bucket's encryption`;
  const applies = (type: string) =>
    `This ${type} applies the encryption of bucket "logs", and is not the one to move`;

  it.each([
    ["a null_resource that applies", nullResource(desired), applies("null_resource")],
    ["a terraform_data that applies", terraformData(dynamic(desired)), applies("terraform_data")],
    ["a null_resource without triggers", nullResource(null), notAboutABucket("null_resource")],
    ["one of somebody else", nullResource({ always: "2026-11-23" }), notAboutABucket("null_resource")],
    ["an empty name", nullResource({ bucket: "" }), notAboutABucket("null_resource")],
    ["a terraform_data without triggers", terraformData(null), notAboutABucket("terraform_data")],
    [
      "a terraform_data that is triggered by a text",
      terraformData({ value: "logs", type: "string" }),
      notAboutABucket("terraform_data"),
    ],
  ])("%s", (_name, source, summary) => {
    const { state, said } = move(source);
    expect(state).toBeNull();
    expect(said.map((diagnostic) => [diagnostic.severity, diagnostic.summary])).toEqual([["error", summary]]);
  });

  it("says which one to move instead", () => {
    expect(move(terraformData(dynamic(desired))).said[0]?.detail).toContain(`  moved {
    from = terraform_data.NAME_lifecycle
    to   = bos_bucket_encryption.NAME
  }
  removed {
    from = terraform_data.NAME_apply
    lifecycle {
      destroy = false
    }
  }`);
  });
});

it.each([
  ["another type", { ...nullResource({ bucket: "logs" }), typeName: "random_pet" }],
  [
    "a null_resource of a provider that only borrows the name",
    nullResource({ bucket: "logs" }, "acme.test/x/null"),
  ],
  [
    "a terraform_data that is not built in",
    terraformData(dynamic({ bucket: "logs" }), "acme.test/x/terraform"),
  ],
])("leaves to the framework to refuse %s", (_name, source) => {
  expect(move(source)).toEqual({ state: null, said: [] });
});

it("is a bucket without a region until it is read, and keeps its identity then", async () => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  await using bos = await startBos(cloud);
  const { state, ...source } = nullResource({ bucket: "logs" });
  const moved = await bos.provider.moveResourceState({
    sourceProviderAddress: source.providerAddress,
    sourceTypeName: source.typeName,
    sourceState: { json: Buffer.from(JSON.stringify(state)) },
    targetTypeName: typeName,
  });
  expect([told(moved.diagnostics), readResource(moved.targetState)]).toEqual([[], UNREAD]);

  const read = await bos.provider.readResource({
    typeName,
    ...(moved.targetState && { currentState: moved.targetState }),
    ...(moved.targetIdentity && { currentIdentity: moved.targetIdentity }),
  });
  expect(told(read.diagnostics)).toEqual([]);
  expect(readResource(read.newState)).toEqual({ ...UNREAD, enabled: false, region: "bj" });
  expect(readIdentity(read.newIdentity)).toEqual({ bucket: "logs", region: null });
});
