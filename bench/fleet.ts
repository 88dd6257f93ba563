import { startEmulator } from "../lib/emulator/index.ts";
import { createWorkspace } from "../test/acceptance/support/terraform.ts";
import { watchMemory } from "./memory.ts";
import { type Figure, seconds } from "./report.ts";
import { bucketNames, timed } from "./work.ts";

const BUCKETS = 100;
const FLEET = 1_000;
const LATENCY_MS = 30;
const MOST_MS = 3_000;

/** KMS-managed buckets on one key, and the data source that reads every bucket of an account. */
export async function fleet(): Promise<Figure[]> {
  return [...(await onOneKey()), ...(await wholeAccount())];
}

async function onOneKey(): Promise<Figure[]> {
  await using emulator = await startEmulator({ buckets: bucketNames(BUCKETS), kmsKeys: "checked" });
  const key = `kms_master_key_id = "${emulator.createKey()}"`;
  const buckets = (line: string) => ({
    "main.tf": `resource "bos_bucket_encryption" "all" {\n  count  = ${BUCKETS}\n  bucket = "bucket-\${count.index}"\n  ${line}\n}\n`,
  });
  await using workspace = await createWorkspace({ provider: "built", emulator, files: buckets("") });
  await workspace.apply();

  workspace.write(buckets(key));
  emulator.clearRequests();
  await workspace.plan();
  const describes = emulator.requests.filter(({ operation }) => operation === "DescribeKey").length;
  const looks = (emulator.requests.length - describes - BUCKETS) / BUCKETS;
  await workspace.apply();

  emulator.clearRequests();
  await workspace.plan();
  const requests = emulator.requests.length;
  return [
    {
      what: "Plan of 100 KMS-managed buckets on one key, nothing to do",
      measured: `${requests} requests`,
      against: "one for each bucket, one for the key",
      goal: "≤ 101",
      reached: requests <= BUCKETS + 1,
    },
    {
      what: "A switch of 100 buckets to one KMS key, at plan",
      measured: `${looks.toFixed(2)} more reads for each bucket, ${describes} DescribeKey`,
      against: "",
      goal: "≤ 4 for each bucket, 1 for the key",
      reached: looks <= 4 && describes <= 1,
    },
  ];
}

async function wholeAccount(): Promise<Figure[]> {
  const small = await readAll(BUCKETS);
  const large = await readAll(FLEET);
  return [
    {
      what: "`bos_bucket_encryptions` over 1,000 buckets, 30 ms",
      measured: seconds(large.ms),
      against: `a plan without it ${seconds(large.emptyMs)}`,
      goal: "≤ 3 s",
      reached: large.ms <= MOST_MS,
    },
    {
      what: "Memory of the provider meanwhile",
      measured: `${large.memoryMiB.toFixed(0)} MiB`,
      against: `over 100 buckets ${small.memoryMiB.toFixed(0)} MiB: ratio ${(large.memoryMiB / small.memoryMiB).toFixed(2)}`,
      goal: "flat: ≤ 1.25 times",
      reached: large.memoryMiB <= small.memoryMiB * 1.25,
    },
  ];
}

async function readAll(count: number): Promise<{ ms: number; emptyMs: number; memoryMiB: number }> {
  await using emulator = await startEmulator({ buckets: bucketNames(count) });
  emulator.addFault({ kind: "latency", ms: LATENCY_MS });
  await using workspace = await createWorkspace({ provider: "built", emulator, files: { "main.tf": "" } });
  const emptyMs = await timed(() => workspace.plan());
  workspace.write({ "main.tf": 'data "bos_bucket_encryptions" "all" {}\n' });
  const memory = watchMemory("terraform-provider-bos");
  const ms = await timed(() => workspace.plan());
  return { ms, emptyMs, memoryMiB: memory.stop() ?? Number.NaN };
}
