import { startEmulator } from "../lib/emulator/index.ts";
import { createScenario, TERRAFORM_DATA } from "../test/acceptance/runtime/support/scenario.ts";
import { createWorkspace } from "../test/acceptance/support/terraform.ts";
import { type Figure, seconds } from "./report.ts";
import { alternate, median } from "./statistics.ts";
import { bucketNames, timed } from "./work.ts";

const BUCKETS = 100;
const PAIRS = 5;
/** Goals: how much of a bare start of Node one setting may cost, and the time of a plan that finds nothing to do. */
const MOST_STARTS = 2.7;
const MOST_PLAN_MS = 500;

const names = bucketNames(BUCKETS);

/** The engine that does without our provider, in turn with as many provisioners that start Node and do nothing. */
export async function engine(): Promise<Figure[]> {
  const plansMs: number[] = [];
  const requests: number[] = [];
  const { a, b, ratio } = await alternate(
    PAIRS,
    async () => {
      const seen = await settings();
      plansMs.push(seen.planMs);
      requests.push(seen.requests);
      return seen.applyMs;
    },
    bareStarts,
  );
  const planMs = median(plansMs);
  const most = Math.max(...requests) / BUCKETS;
  return [
    {
      what: "Apply of 100 settings with `Engine.terraformData()`, 0 ms",
      measured: `${seconds(a)} (${most.toFixed(2)} requests each)`,
      against: `100 bare \`node -e 0\` under local-exec ${seconds(b)}: ratio ${ratio.toFixed(2)}`,
      goal: `≤ ${MOST_STARTS} times, ≤ 3 requests each`,
      reached: ratio <= MOST_STARTS && most <= 3,
    },
    {
      what: "Plan of the 100 settings, nothing to do",
      measured: seconds(planMs),
      against: "no process but Terraform",
      goal: `≤ ${seconds(MOST_PLAN_MS)}`,
      reached: planMs <= MOST_PLAN_MS,
    },
  ];
}

async function settings(): Promise<{ applyMs: number; planMs: number; requests: number }> {
  await using emulator = await startEmulator({ buckets: names });
  await using workspace = await createScenario(
    TERRAFORM_DATA,
    Object.fromEntries(names.map((bucket) => [bucket, { bucket }])),
    { emulator },
  );
  const applyMs = await timed(() => workspace.apply());
  const requests = emulator.requests.length;
  return { applyMs, requests, planMs: await timed(() => workspace.plan()) };
}

async function bareStarts(): Promise<number> {
  const resource = (bucket: string) => `resource "terraform_data" "${bucket}" {
  triggers_replace = { bucket = "${bucket}" }
  provisioner "local-exec" {
    interpreter = ["node", "-e"]
    command     = "0"
  }
}
`;
  await using workspace = await createWorkspace({ provider: "absent" });
  workspace.write({ "main.tf": names.map(resource).join("") });
  await workspace.init();
  return await timed(() => workspace.apply());
}
