import { startEmulator } from "../lib/emulator/index.ts";
import { createWorkspace } from "../test/acceptance/support/terraform.ts";
import { watchMemory } from "./memory.ts";
import { type Figure, seconds } from "./report.ts";
import { bucketNames } from "./work.ts";

const SIZES = [1, 100, 1_000] as const;
const LATENCIES_MS = [0, 30] as const;
const TIMEOUT_MS = 300_000;

interface Scenario {
  readonly buckets: number;
  readonly latencyMs: number;
  readonly create: Phase;
  readonly planNothing: Phase;
  readonly update: Phase;
  readonly destroy: Phase;
}

interface Phase {
  readonly ms: number;
  /** Answered requests for each bucket. */
  readonly requests: number;
  /** Most memory that a provider process held, MiB. */
  readonly memoryMiB: number | undefined;
}

/** Creates, plans again, changes and destroys settings of 1, 100 and 1,000 buckets in the real Terraform. */
export async function terraform(progress: (text: string) => void): Promise<Figure[]> {
  const scenarios: Scenario[] = [];
  for (const latencyMs of LATENCIES_MS) {
    for (const buckets of SIZES) {
      progress(`${buckets} buckets at ${latencyMs} ms`);
      scenarios.push(await measure(buckets, latencyMs));
    }
  }
  return [...scenarios.map(row), ...goals(scenarios)];
}

async function measure(buckets: number, latencyMs: number): Promise<Scenario> {
  await using emulator = await startEmulator({ buckets: bucketNames(buckets) });
  if (latencyMs > 0) emulator.addFault({ kind: "latency", ms: latencyMs });
  await using workspace = await createWorkspace({
    provider: "built",
    emulator,
    files: { "main.tf": configuration(buckets, "AES256") },
  });
  async function phase(...args: string[]): Promise<Phase> {
    emulator.clearRequests();
    const memory = watchMemory("terraform-provider-bos");
    const startedMs = performance.now();
    const { code, stdout, stderr } = await workspace.run(args, { timeoutMs: TIMEOUT_MS });
    const ms = performance.now() - startedMs;
    const memoryMiB = memory.stop();
    if (code !== 0) throw new Error(`terraform ${args.join(" ")} ended with ${code}:\n${stdout}${stderr}`);
    return { ms, requests: emulator.requests.length / buckets, memoryMiB };
  }

  const create = await phase("apply", "-auto-approve", "-input=false");
  const planNothing = await phase("plan", "-detailed-exitcode", "-input=false");
  workspace.write({ "main.tf": configuration(buckets, "SM4") });
  const update = await phase("apply", "-auto-approve", "-input=false");
  const destroy = await phase("destroy", "-auto-approve", "-input=false");
  return { buckets, latencyMs, create, planNothing, update, destroy };
}

function configuration(buckets: number, algorithm: string): string {
  return `resource "bos_bucket_encryption" "all" {
  count         = ${buckets}
  bucket        = "bucket-\${count.index}"
  sse_algorithm = "${algorithm}"
}
`;
}

function row({ buckets, latencyMs, create, planNothing, update, destroy }: Scenario): Figure {
  const phases = { create, "plan, nothing to do": planNothing, update, destroy };
  const most = Math.max(...Object.values(phases).map(({ memoryMiB }) => memoryMiB ?? 0));
  return {
    what: `${buckets.toLocaleString("en")} bucket${buckets === 1 ? "" : "s"}, answers after ${latencyMs} ms`,
    measured: Object.entries(phases)
      .map(([name, { ms, requests }]) => `${name} ${seconds(ms)} (${requests.toFixed(2)} requests each)`)
      .join("; "),
    against: `provider at most ${most.toFixed(0)} MiB`,
    goal: "",
  };
}

function goals(scenarios: readonly Scenario[]): Figure[] {
  const of = (buckets: number, latencyMs: number): Scenario => {
    const found = scenarios.find((one) => one.buckets === buckets && one.latencyMs === latencyMs);
    if (found === undefined) throw new Error(`no scenario of ${buckets} buckets at ${latencyMs} ms`);
    return found;
  };
  const [many, thousand, slow] = [of(100, 0), of(1_000, 0), of(100, 30)];
  const ratio = thousand.planNothing.ms / many.planNothing.ms;
  const slowRatio = of(1_000, 30).planNothing.ms / slow.planNothing.ms;
  const memory = Math.max(
    ...[thousand, of(1_000, 30)].flatMap(({ create, planNothing, update, destroy }) =>
      [create, planNothing, update, destroy].map(({ memoryMiB }) => memoryMiB ?? Number.NaN),
    ),
  );
  const requests = [many.planNothing, many.create, many.update, many.destroy].map((phase) => phase.requests);
  const most = [1, 5, 4, 4];
  return [
    {
      what: "Requests for each of 100 buckets: plan with nothing to do / create / update / destroy",
      measured: requests.map((count) => count.toFixed(2)).join(" / "),
      against: "official provider: 11 / 15 (with the bucket)",
      goal: "1 / ≤ 5 / ≤ 4 / ≤ 4",
      reached: requests.every((count, index) => count <= (most[index] ?? 0)),
    },
    {
      what: "Plan of 100 buckets, nothing to do, 30 ms",
      measured: seconds(slow.planNothing.ms),
      against: `official provider 34.8 s: ${(34_800 / slow.planNothing.ms).toFixed(0)} times as fast`,
      goal: "≤ 1.5 s",
      reached: slow.planNothing.ms <= 1_500,
    },
    {
      what: "Apply of 100 new settings, 0 ms",
      measured: seconds(many.create.ms),
      against: "official provider, buckets included: 1.8 s",
      goal: "≤ 2.5 s",
      reached: many.create.ms <= 2_500,
    },
    {
      what: "Plan of 1,000 buckets against 100, at 0 ms / 30 ms",
      measured: `${ratio.toFixed(1)} / ${slowRatio.toFixed(1)} times`,
      against: `${seconds(thousand.planNothing.ms)} against ${seconds(many.planNothing.ms)}`,
      goal: "≤ 11 times",
      reached: ratio <= 11 && slowRatio <= 11,
    },
    {
      what: "Memory of the provider, 1,000 buckets",
      measured: `${memory.toFixed(0)} MiB`,
      against: "the kernel's high-water mark of each process",
      goal: "≤ 150 MB",
      reached: memory * 1.048576 <= 150,
    },
  ];
}
