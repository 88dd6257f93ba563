// From configuration to plan, and from the cloud's key to the state.
import { describe, expect, it } from "vitest";
import type { KeyMetadata } from "../../lib/kms/index.ts";
import { UNKNOWN } from "../../lib/plugin/index.ts";
import { describeUsers } from "../../lib/provider/key/messages.ts";
import {
  plannedValues,
  replacedFor,
  type State,
  stateOf,
  type Values,
} from "../../lib/provider/key/schema.ts";

import type { Settings } from "../../lib/provider/settings.ts";

const NOTHING_WRITTEN: Values = {
  id: null,
  key_id: null,
  description: null,
  key_spec: null,
  protected_by: null,
  origin: null,
  enabled: null,
  rotation_cycle: null,
  deletion_window_in_days: null,
  force: null,
  region: null,
};
const STATE: State = {
  id: "key-1",
  key_id: "key-1",
  description: "logs",
  key_spec: "AES_256",
  protected_by: "HSM",
  origin: "BAIDU_KMS",
  enabled: true,
  rotation_cycle: 0,
  deletion_window_in_days: 30,
  force: false,
  region: "su",
};
const ready = { kind: "ready", region: "bj" } as Settings;

describe("planned values", () => {
  const fresh: Values = {
    ...STATE,
    id: UNKNOWN,
    key_id: UNKNOWN,
    description: "",
    key_spec: UNKNOWN,
    protected_by: UNKNOWN,
    origin: UNKNOWN,
    region: "bj",
  };
  it.each<[string, Partial<Values>, State | null, Settings, Values]>([
    ["a new key: the defaults, and what the cloud decides", {}, null, ready, fresh],
    [
      "a new key, settings unknown",
      {},
      null,
      { kind: "unknown", region: UNKNOWN } as Settings,
      { ...fresh, region: UNKNOWN },
    ],
    ["nothing written: the key stays as it is", {}, STATE, ready, STATE],
    ["disabled elsewhere: enabled is the default", {}, { ...STATE, enabled: false }, ready, STATE],
    [
      "what is written wins",
      { force: true, region: "gz" },
      STATE,
      ready,
      { ...STATE, force: true, region: "gz" },
    ],
  ])("%s", (_name, config, prior, settings, planned) => {
    expect(plannedValues({ ...NOTHING_WRITTEN, ...config }, prior, settings)).toEqual(planned);
  });
});

describe("attributes that replace the key", () => {
  it.each<[string, Partial<Values>, Partial<State>, readonly string[]]>([
    ["none", {}, {}, []],
    ["spec and region", { key_spec: "SM4_128", region: "bj" }, {}, ["region", "key_spec"]],
    ["another spelling is none", { key_spec: "aes_256" }, {}, []],
    ["what the cloud never told is none", { origin: "BAIDU_KMS" }, { origin: null }, []],
    ["in place", { enabled: false, rotation_cycle: 7, description: "x", force: true }, {}, []],
  ])("%s", (_name, planned, prior, names) => {
    expect(replacedFor({ ...STATE, ...planned }, { ...STATE, ...prior })).toEqual(names);
  });
});

describe("state of a key", () => {
  const key: KeyMetadata = { keyId: "key-1", state: "enabled", description: "logs" };
  it.each<[string, Partial<KeyMetadata>, Partial<State>]>([
    ["what the cloud leaves out stays", {}, {}],
    ["the user's spelling stays", { keySpec: "aes_256", protectedBy: "hsm" }, {}],
    [
      "the cloud's word wins",
      { keySpec: "SM4_128", description: "audit" },
      { key_spec: "SM4_128", description: "audit" },
    ],
    ["pending deletion is off", { state: "pending-deletion" }, { enabled: false }],
    ["an unknown state is off", { state: { unknown: "Frozen" } }, { enabled: false }],
    ["pending import is as it is wanted", { state: "pending-import" }, {}],
    ["a state without an id gets one", {}, { id: "key-1" }],
    ["rotation", { rotateCycle: 30 }, { rotation_cycle: 30 }],
  ])("%s", (_name, seen, state) => {
    expect(stateOf({ ...key, ...seen }, { ...STATE, id: null })).toEqual({ ...STATE, ...state });
  });
});

it("names the buckets of a key, fifty at most, and why some could not be read", () => {
  const many = Array.from({ length: 52 }, (_, index) => ({ bucket: `b${index}` }));
  expect(describeUsers({ buckets: [{ bucket: "a" }, { bucket: "c", unreadable: "Denied." }] })).toBe(
    'It is the default key of: "a". These could not be read, so they count as buckets that have it: "c" (Denied.).',
  );
  expect(describeUsers({ buckets: many })).toMatch(/^It is the default key of: "b0", .*"b49" and 2 more\.$/);
  expect(describeUsers({ buckets: [] })).toBeUndefined();
});

it("does not take a list that may hold more for all buckets", () => {
  expect(describeUsers({ buckets: [], listedOfMore: 100 })).toBe(
    "ListBuckets answered 100 buckets, and the account may have more: those were not looked at, and may have it.",
  );
});
