// Histories by chance for the engines without our provider: what Terraform does with their two resources, and the runtime.

import { actOf, BUCKETS, beginning, editBucket, faultsOf, newBucket } from "../generate.ts";
import {
  addressOf,
  type BucketResource,
  type Config,
  type History,
  type Run,
  type Step,
} from "../history.ts";
import { createRandom, type Random } from "../random.ts";

const NAMES = ["a", "b", "c"] as const;

export function generateRuntime(seed: number): History {
  const random = createRandom(seed);
  const stacks = random.chance(0.2) ? [0, 1] : [0];
  const configs: (Config | undefined)[] = [undefined, undefined];
  const steps: Step[] = [];
  for (let left = random.int(2, 7); left > 0; left -= 1) {
    const stack = random.pick(stacks);
    const addresses = (configs[stack]?.resources ?? []).map(addressOf);
    const kind = random.weighted([
      [80, "run"],
      [10, "acts"],
      [addresses.length > 0 ? 6 : 0, "taint"],
      [addresses.length > 0 ? 4 : 0, "state-rm"],
    ] as const);
    if (kind === "acts") steps.push({ acts: [actOf(random)] });
    else if (kind === "run") {
      const both = stacks.length === 2 && random.chance(0.5);
      const runs = (both ? stacks : [stack]).map((one): Run => {
        const before = configs[one];
        if (before !== undefined && random.chance(0.15)) return { do: "destroy", stack: one, config: before };
        const config = nextConfig(random, before);
        configs[one] = config;
        const replace = config.resources.filter(() => random.chance(0.1)).map(addressOf);
        return { do: "apply", stack: one, config, ...(replace.length > 0 && { replace }) };
      });
      steps.push({ runs, seed: random.seed(), faults: faultsOf(random) });
    } else steps.push({ edit: kind, stack, address: random.pick(addresses) });
  }
  return { core: "1.11", begin: beginning(random), steps };
}

/** What is written next. Two constructs never set one bucket: synth refuses that. */
function nextConfig(random: Random, before: Config | undefined): Config {
  let resources = (before?.resources ?? []).filter((one) => one.type === "bucket");
  const removed: string[] = [];
  for (let round = before === undefined ? random.int(1, 3) : random.int(0, 2); round > 0; round -= 1) {
    const victim = resources.length === 0 ? undefined : random.pick(resources);
    const free = NAMES.filter((name) => !resources.some((one) => one.name === name));
    const change = victim === undefined ? "add" : random.weighted(before === undefined ? FIRST : LATER);
    if (change === "add" && free.length > 0) {
      resources = set(resources, written(newBucket(random, random.pick(free), random.pick(BUCKETS), [])));
    } else if (victim !== undefined && change === "edit") {
      resources = set(resources, written(editBucket(random, victim, [])));
    } else if (victim !== undefined && change === "swap") {
      const other = random.pick(resources);
      const taken = { ...other, bucket: victim.bucket };
      resources = [...resources.filter((one) => one !== other && one !== victim), taken];
      if (other !== victim) resources = set(resources, { ...victim, bucket: other.bucket });
    } else if (victim !== undefined && change === "remove") {
      resources = resources.filter((one) => one !== victim);
      if (random.chance(0.7)) removed.push(addressOf(victim));
    }
  }
  return {
    resources,
    ...(random.chance(0.15) && { denyWeakening: true }),
    ...(removed.length > 0 && {
      removed: removed.filter((one) => !resources.some((r) => addressOf(r) === one)),
    }),
  };
}

const FIRST = [[1, "add"]] as const;
const LATER = [
  [50, "edit"],
  [15, "add"],
  [15, "swap"],
  [20, "remove"],
] as const;

/** Puts a construct in, or in the place of one of its name; whoever had its bucket has none any more. */
const set = (all: readonly BucketResource[], next: BucketResource): BucketResource[] => [
  ...all.filter(({ name, bucket }) => name !== next.name && bucket !== next.bucket),
  next,
];

/** Of what a provider's resource has, only a key may be known late: a destroy is then told `*`. */
const written = ({ createBeforeDestroy: _, late, ...rest }: BucketResource): BucketResource =>
  late?.includes("kms_master_key_id") === true ? { ...rest, late: ["kms_master_key_id"] } : rest;
