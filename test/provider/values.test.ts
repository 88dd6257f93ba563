// From configuration to plan, and between state, desired state and observation.
import { describe, expect, it } from "vitest";
import type { Desired, Observed } from "../../lib/encryption/index.ts";
import { UNKNOWN } from "../../lib/plugin/index.ts";
import { plannedValues } from "../../lib/provider/bucket/plan.ts";
import type { State, Values } from "../../lib/provider/bucket/schema.ts";
import { attributesOf, desiredOf, observedOf, onDestroyOf } from "../../lib/provider/bucket/state.ts";
import type { Settings } from "../../lib/provider/settings.ts";

const NOTHING_WRITTEN: Values = {
  id: null,
  bucket: "logs",
  enabled: null,
  sse_algorithm: null,
  kms_master_key_id: null,
  region: null,
  on_destroy: null,
  on_conflict: null,
  timeouts: null,
};
const PLANNED: Values = {
  ...NOTHING_WRITTEN,
  id: "logs",
  enabled: true,
  sse_algorithm: "AES256",
  region: "bj",
  on_destroy: "disable",
};
const STATE = { ...PLANNED, region: "su" } as State;

describe("planned values", () => {
  // The planned values ask of the settings nothing but the region.
  const ready = { kind: "ready", region: "bj" } as Settings;
  const placeless = { kind: "ready", region: undefined } as Settings;
  const unknown = { kind: "unknown", region: UNKNOWN } as Settings;

  it.each<[string, Partial<Values>, State | null, Settings, Partial<Values>]>([
    ["nothing written: the defaults", {}, null, ready, {}],
    ["off: no algorithm", { enabled: false }, null, ready, { enabled: false, sse_algorithm: null }],
    [
      "off: an algorithm that is written stays",
      { enabled: false, sse_algorithm: "SM4" },
      null,
      ready,
      { enabled: false, sse_algorithm: "SM4" },
    ],
    [
      "on or off, not known yet: nor is the algorithm",
      { enabled: UNKNOWN },
      null,
      ready,
      { enabled: UNKNOWN, sse_algorithm: UNKNOWN },
    ],
    [
      "bucket not known yet: nor is the id",
      { bucket: UNKNOWN },
      null,
      ready,
      { bucket: UNKNOWN, id: UNKNOWN },
    ],
    [
      "region: not known while the bucket is not, and the two may have different ones",
      { bucket: UNKNOWN },
      STATE,
      ready,
      { bucket: UNKNOWN, id: UNKNOWN, region: UNKNOWN },
    ],
    [
      "region: known where both have the same",
      { bucket: UNKNOWN },
      { ...STATE, region: "bj" },
      ready,
      { bucket: UNKNOWN, id: UNKNOWN },
    ],
    ["region: as written", { region: "gz" }, STATE, ready, { region: "gz" }],
    ["region: as found for this bucket", {}, STATE, ready, { region: "su" }],
    ["region: the provider's for another bucket", { bucket: "b" }, STATE, ready, { bucket: "b", id: "b" }],
    ["region: not known while the provider's is not", {}, null, unknown, { region: UNKNOWN }],
    ["region: none", {}, null, placeless, { region: null }],
  ])("%s", (_, written, prior, settings, planned) => {
    expect(plannedValues({ ...NOTHING_WRITTEN, ...written }, prior, settings)).toEqual({
      ...PLANNED,
      ...planned,
    });
  });
});

describe("the desired state of a plan or a state", () => {
  it.each<[string, Partial<Values>, Desired | undefined]>([
    ["on", {}, { kind: "bos-managed", algorithm: "AES256" }],
    ["on with SM4", { sse_algorithm: "SM4" }, { kind: "bos-managed", algorithm: "SM4" }],
    ["a key", { kms_master_key_id: "k" }, { kind: "kms-managed", algorithm: "AES256", kmsMasterKeyId: "k" }],
    ["off, whatever else", { enabled: false, kms_master_key_id: UNKNOWN }, { kind: "disabled" }],
    ["on or off, not known", { enabled: UNKNOWN }, undefined],
    ["a key not known", { kms_master_key_id: UNKNOWN }, undefined],
    ["an algorithm not known", { sse_algorithm: UNKNOWN }, undefined],
    [
      "an algorithm that only the cloud knows",
      { sse_algorithm: "KYBER" },
      { kind: "bos-managed", algorithm: "AES256" },
    ],
  ])("%s", (_, values, desired) => {
    expect(desiredOf({ ...PLANNED, ...values })).toEqual(desired);
  });
});

describe("an observation", () => {
  it.each<[string, Observed, Partial<State>]>([
    ["bos-managed", { kind: "bos-managed", algorithm: "SM4", extra: {} }, { sse_algorithm: "SM4" }],
    [
      "kms-managed",
      { kind: "kms-managed", algorithm: "AES256", kmsMasterKeyId: "k", extra: {} },
      { kms_master_key_id: "k" },
    ],
    [
      "unknown algorithm",
      { kind: "unknown-algorithm", algorithm: "KYBER", extra: {} },
      { sse_algorithm: "KYBER" },
    ],
    [
      "unknown algorithm with a key",
      { kind: "unknown-algorithm", algorithm: "", kmsMasterKeyId: "k", extra: {} },
      { sse_algorithm: "", kms_master_key_id: "k" },
    ],
    ["disabled", { kind: "disabled" }, { enabled: false }],
  ])("%s goes into the state and comes out of it the same", (_, observed, changed) => {
    const state = { ...STATE, ...attributesOf(observed) };
    expect(state).toEqual({ ...STATE, ...changed });
    expect(observedOf(state)).toEqual(observed);
  });

  it("takes a key away that is not there any more, and leaves what is written beside a bucket that is off", () => {
    const keyed: State = { ...STATE, kms_master_key_id: "k" };
    expect({ ...keyed, ...attributesOf({ kind: "bos-managed", algorithm: "AES256", extra: {} }) }).toEqual(
      STATE,
    );
    expect({ ...keyed, ...attributesOf({ kind: "disabled" }) }).toEqual({ ...keyed, enabled: false });
  });
});

it.each([
  ["retain", "retain"],
  ["disable", "disable"],
  [null, "disable"],
])("on_destroy %s is %s", (on_destroy, meaning) => {
  expect(onDestroyOf({ on_destroy })).toBe(meaning);
});
