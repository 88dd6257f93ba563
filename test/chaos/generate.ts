// Histories by chance: what users write and change, and what goes wrong at which request.

import type { OperationName } from "../../lib/emulator/index.ts";
import { KEY_TO_IMPORT } from "./core/terraform.ts";
import {
  type Act,
  type Alias,
  addressOf,
  type BucketResource,
  type Config,
  type Fault,
  type History,
  type KeyResource,
  type Resource,
  type Run,
  type Step,
  type Trouble,
} from "./history.ts";
import { createRandom, type Random } from "./random.ts";

export const BUCKETS = ["alpha", "beta", "gamma"] as const;
/** Keys that nobody's configuration owns. */
const KEYS = [KEY_TO_IMPORT, "00000000-0000-4000-8000-0000000000b2"] as const;
const BUCKET_NAMES = ["a", "b", "c"] as const;
const KEY_NAMES = ["k1", "k2"] as const;

export function generate(seed: number): History {
  const random = createRandom(seed);
  const stacks = random.chance(0.3) ? 2 : 1;
  const configs: (Config | undefined)[] = [undefined, undefined];
  const steps: Step[] = [];
  const length = random.int(2, 7);
  for (let index = 0; index < length; index += 1) {
    const stack = stacks === 2 && random.chance(0.4) ? 1 : 0;
    const before = configs[stack];
    const kind =
      before === undefined
        ? "run"
        : random.weighted([
            [70, "run"],
            [8, "acts"],
            [6, "state-rm"],
            [8, "taint"],
            [6, "saved"],
          ] as const);
    if (kind === "acts") steps.push({ acts: times(random.int(1, 2), () => actOf(random)) });
    else if (kind === "state-rm" || kind === "taint") {
      const addresses = (before?.resources ?? []).map(addressOf);
      if (addresses.length > 0) steps.push({ edit: kind, stack, address: random.pick(addresses) });
    } else {
      const config = nextConfig(random, before);
      configs[stack] = config;
      const runs = [runOf(random, stack, config, before, kind === "saved")];
      if (stacks === 2 && random.chance(0.5)) {
        const other = 1 - stack;
        const second = nextConfig(random, configs[other]);
        runs.push(runOf(random, other, second, configs[other], false));
        configs[other] = second;
      }
      steps.push({ runs, seed: random.seed(), faults: faultsOf(random) });
      if (kind === "saved") {
        if (random.chance(0.7)) steps.push({ acts: times(random.int(1, 2), () => actOf(random)) });
        const apply: Run = { do: "apply-saved", stack, config };
        steps.push({ runs: [apply], seed: random.seed(), faults: faultsOf(random) });
      }
    }
  }
  const begin = beginning(random);
  const core = random.chance(0.25) ? "1.16" : "1.11";
  return { core, ...(random.chance(0.2) ? { service: "gateway" } : {}), begin, steps };
}

const times = <T>(count: number, make: () => T): readonly T[] => Array.from({ length: count }, make);

export function beginning(random: Random): readonly Act[] {
  const acts: Act[] = KEYS.map((key) => ({ kind: "key-state", key, state: "enabled" }));
  for (const bucket of BUCKETS) {
    if (random.chance(0.06)) continue;
    acts.push({ kind: "create-bucket", bucket });
    if (random.chance(0.25)) acts.push(settingOf(random, bucket));
  }
  return acts;
}

function settingOf(random: Random, bucket: string): Act {
  const algorithm = random.chance(0.8) ? "AES256" : "SM4";
  return random.chance(0.6)
    ? { kind: "set", bucket, algorithm, key: random.pick(KEYS) }
    : { kind: "set", bucket, algorithm };
}

export function actOf(random: Random): Act {
  const bucket = random.pick(BUCKETS);
  return random.weighted<() => Act>([
    [10, () => settingOf(random, bucket)],
    [3, () => ({ kind: "turn-off", bucket })],
    [2, () => ({ kind: "delete-bucket", bucket })],
    [2, () => ({ kind: "create-bucket", bucket })],
    [
      1,
      () => ({
        kind: "key-state",
        key: random.pick(KEYS),
        state: random.pick(["enabled", "disabled", "pendingDeletion"] as const),
      }),
    ],
  ])();
}

function runOf(
  random: Random,
  stack: number,
  config: Config,
  before: Config | undefined,
  isSaved: boolean,
): Run {
  const addresses = config.resources.map(addressOf);
  if (isSaved) return { do: "plan", stack, config };
  const options = {
    ...(random.chance(0.15) && addresses.length > 0 ? { replace: [random.pick(addresses)] } : {}),
    ...(random.chance(0.05) ? { noRefresh: true as const } : {}),
  };
  if (before !== undefined && random.chance(0.08))
    return { do: "destroy", stack, config: before, ...options };
  if (addresses.length > 0 && random.chance(0.06)) {
    return { do: "import", stack, config, address: random.pick(addresses) };
  }
  return { do: random.chance(0.06) ? "plan" : "apply", stack, config, ...options };
}

/** What is written next: mostly what was written before, changed in one or two places. */
function nextConfig(random: Random, before: Config | undefined): Config {
  const settings = {
    ...(random.chance(0.12) ? { denyWeakening: true } : {}),
    ...(random.chance(0.05) ? { lateSettings: [random.pick(["max_retries", "endpoint"] as const)] } : {}),
  };
  if (before === undefined) {
    const keys = random.chance(0.45) ? [newKey(random, KEY_NAMES[0])] : [];
    const count = random.int(1, 3);
    const buckets = BUCKET_NAMES.slice(0, count).map((name, index) =>
      newBucket(random, name, BUCKETS[index] ?? "alpha", keys),
    );
    return { resources: [...keys, ...buckets], ...settings };
  }
  let resources: readonly Resource[] = before.resources;
  const moved: { from: string; to: string }[] = [];
  const removed: string[] = [];
  for (let round = random.int(0, 2); round > 0; round -= 1) {
    const buckets = resources.filter((one): one is BucketResource => one.type === "bucket");
    const keys = resources.filter((one): one is KeyResource => one.type === "key");
    const free = BUCKET_NAMES.filter((name) => !buckets.some((one) => one.name === name));
    const change = random.weighted([
      [30, "edit"],
      [10, "remove"],
      [10, "add"],
      [14, "rename"],
      [8, "alias"],
      [6, "add-key"],
      [8, "remove-key"],
      [8, "edit-key"],
    ] as const);
    const victim = buckets.length === 0 ? undefined : random.pick(buckets);
    if (change === "edit" && victim !== undefined) {
      resources = replaced(resources, victim, editBucket(random, victim, keys));
    } else if (change === "remove" && victim !== undefined) {
      resources = resources.filter((one) => one !== victim);
      if (random.chance(0.2)) removed.push(addressOf(victim));
    } else if (change === "add" && free.length > 0) {
      resources = [...resources, newBucket(random, random.pick(free), random.pick(BUCKETS), keys)];
    } else if (change === "rename" && victim !== undefined && free.length > 0) {
      const renamed: BucketResource = {
        ...victim,
        name: random.pick(free),
        ...(random.chance(0.5) ? { alias: otherAlias(victim.alias) } : {}),
      };
      resources = replaced(resources, victim, renamed);
      if (random.chance(0.4)) moved.push({ from: addressOf(victim), to: addressOf(renamed) });
    } else if (change === "alias" && victim !== undefined) {
      resources = replaced(resources, victim, { ...victim, alias: otherAlias(victim.alias) });
    } else if (change === "add-key") {
      const name = KEY_NAMES.find((one) => !keys.some((key) => key.name === one));
      if (name !== undefined) resources = [newKey(random, name), ...resources];
    } else if (change === "remove-key" && keys.length > 0) {
      const key = random.pick(keys);
      resources = resources
        .filter((one) => one !== key)
        .map((one) => (one.type === "bucket" && usesKey(one, key.name) ? withoutKey(one) : one));
    } else if (change === "edit-key" && keys.length > 0) {
      const key = random.pick(keys);
      resources = replaced(resources, key, { ...newKey(random, key.name), alias: key.alias });
    }
  }
  return {
    resources,
    ...settings,
    ...(moved.length > 0 ? { moved } : {}),
    ...(removed.length > 0 ? { removed } : {}),
  };
}

const replaced = (resources: readonly Resource[], old: Resource, next: Resource): readonly Resource[] =>
  resources.map((one) => (one === old ? next : one));

const otherAlias = (alias: Alias): Alias => (alias === "bos" ? "bos.second" : "bos");

const usesKey = ({ key }: BucketResource, name: string): boolean =>
  key !== undefined && "resource" in key && key.resource === name;

function withoutKey({ key: _, ...rest }: BucketResource): BucketResource {
  return rest;
}

function newKey(random: Random, name: string): KeyResource {
  return {
    type: "key",
    name,
    alias: "bos",
    ...(random.chance(0.2) ? { spec: random.pick(["BAIDU_AES_256", "SM4_128"] as const) } : {}),
    ...(random.chance(0.2) ? { enabled: random.chance(0.4) } : {}),
    ...(random.chance(0.1) ? { force: true } : {}),
    ...(random.chance(0.2) ? { rotationCycle: random.pick([0, 30]) } : {}),
    ...(random.chance(0.2) ? { createBeforeDestroy: true } : {}),
  };
}

export function newBucket(
  random: Random,
  name: string,
  bucket: string,
  keys: readonly KeyResource[],
): BucketResource {
  const key = random.weighted([
    [5, undefined],
    [3, { id: random.pick(KEYS) }],
    [keys.length > 0 ? 4 : 0, { resource: keys[0]?.name ?? "k1" }],
  ]);
  return {
    type: "bucket",
    name,
    bucket,
    alias: random.chance(0.85) ? "bos" : "bos.second",
    ...(random.chance(0.15) ? { enabled: random.chance(0.3) } : {}),
    ...(random.chance(0.25) ? { algorithm: random.pick(["AES256", "SM4"] as const) } : {}),
    ...(key === undefined ? {} : { key }),
    ...(random.chance(0.2) ? { onDestroy: random.pick(["disable", "retain"] as const) } : {}),
    ...(random.chance(0.3) ? { onConflict: random.pick(["adopt", "adopt", "fail"] as const) } : {}),
    ...(random.chance(0.15) ? { createBeforeDestroy: true } : {}),
  };
}

export function editBucket(
  random: Random,
  old: BucketResource,
  keys: readonly KeyResource[],
): BucketResource {
  const fresh = newBucket(random, old.name, old.bucket, keys);
  return random.weighted<() => BucketResource>([
    [3, () => ({ ...old, enabled: !(old.enabled ?? true) })],
    [3, () => ({ ...withoutKey(old), ...(fresh.key === undefined ? {} : { key: fresh.key }) })],
    [2, () => ({ ...old, algorithm: random.pick(["AES256", "SM4"] as const) })],
    [1, () => ({ ...old, onDestroy: random.pick(["disable", "retain"] as const) })],
    [2, () => ({ ...old, bucket: random.pick(BUCKETS) })],
    [2, () => ({ ...old, late: [random.pick(["bucket", "enabled", "kms_master_key_id"] as const)] })],
    [1, () => ({ ...fresh })],
  ])();
}

const WRITES: readonly OperationName[] = ["PutBucketEncryption", "DeleteBucketEncryption"];
const KEY_WRITES: readonly OperationName[] = [
  "ScheduleKeyDeletion",
  "DisableKey",
  "EnableKey",
  "CreateKey",
  "EnableRotation",
];
const LOOKS: readonly OperationName[] = ["GetBucketEncryption"];
const LISTS: readonly OperationName[] = ["ListBuckets"];
const TARGETS = [undefined, undefined, WRITES, WRITES, LOOKS, LISTS, KEY_WRITES] as const;

export function faultsOf(random: Random): readonly Fault[] {
  if (random.chance(0.3)) return [];
  return times(random.int(1, 3), () => {
    const only = random.pick(TARGETS);
    const isWide = only === undefined;
    const at = isWide ? random.int(0, 14) : random.int(0, 3);
    const trouble = troubleOf(random, only);
    const fault: Fault = {
      at,
      ...(only === undefined ? {} : { only }),
      ...(random.chance(0.15) ? { times: random.int(2, 6) } : {}),
      trouble,
    };
    return fault;
  });
}

const json = (status: number, body: object, more: Partial<Trouble & { kind: "answer" }> = {}): Trouble => ({
  kind: "answer",
  status,
  body: JSON.stringify(body),
  ...more,
});

const refusal = (status: number, code: string, headers?: Readonly<Record<string, string>>): Trouble =>
  json(status, { code, message: "A fault.", requestId: "chaos" }, headers === undefined ? {} : { headers });

/** Successes that are no answer of the call that was made. */
const FOREIGN = [
  { code: "AccessDenied" },
  { error: { code: "AccessDenied" } },
  { success: false },
  { result: {} },
  { data: null },
  { EncryptionAlgorithm: "AES256" },
  { encryption: { algorithm: "AES256" } },
];

function troubleOf(random: Random, only: readonly OperationName[] | undefined): Trouble {
  const effect = random.chance(0.5) ? { effect: true as const } : {};
  return random.weighted<() => Trouble>([
    [6, () => ({ kind: "act", act: actOf(random) })],
    [2, () => refusal(403, "AccessDenied")],
    [only === undefined || only === LOOKS || only === WRITES ? 2 : 0, () => refusal(404, "NoSuchBucket")],
    [only === WRITES ? 1 : 0, () => refusal(404, "NoSuchBucketEncryption")],
    [2, () => refusal(429, "TooManyRequests", { "retry-after": "3" })],
    [3, () => refusal(503, "SlowDown", { "retry-after": "20" })],
    [1, () => json(500, { code: "InternalError", message: "", requestId: "chaos" }, effect)],
    [2, () => ({ kind: "lost", how: random.pick(["reset", "timeout"] as const), ...effect })],
    [3, () => json(200, random.pick(FOREIGN), only === WRITES || only === KEY_WRITES ? effect : {})],
    [1, () => json(random.pick([202, 205, 206]), {}, effect)],
    [1, () => ({ kind: "answer", status: 502, body: "<html>Bad Gateway</html>", ...effect })],
    [1, () => refusal(403, "RequestTimeTooSkewed", { date: new Date("2099-01-01T00:00:00Z").toUTCString() })],
    [only === undefined || only === LOOKS ? 2 : 0, () => ({ kind: "lag", ms: random.int(1, 3) * 500 })],
    [only === LISTS ? 6 : 0, () => ({ kind: "short-list", shown: random.int(0, 2) })],
    [
      3,
      () => ({ kind: "kill", what: random.pick(["terraform", "terraform", "provider"] as const), ...effect }),
    ],
    [1, () => ({ kind: "interrupt" })],
  ])();
}
