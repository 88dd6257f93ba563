import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BosBucketEncryption } from "bos-encryption";
import { App, TerraformResource, TerraformStack } from "cdktf";
import type { Figure } from "./report.ts";
import { alternate } from "./statistics.ts";

const COUNT = 1_000;
const PAIRS = 5;
const MOST_EXTRA_MS = 1_000;

/** `app.synth()` with a thousand constructs, in turn with a thousand bare resources of the same library. */
export async function synth(): Promise<Figure[]> {
  const { a, b } = await alternate(
    PAIRS,
    async () => timed((stack, id) => new BosBucketEncryption(stack, id, { bucket: id, region: "bj" })),
    async () =>
      timed((stack, id) => new TerraformResource(stack, id, { terraformResourceType: "bare_thing" })),
  );
  return [
    {
      what: "`app.synth()` with 1,000 constructs",
      measured: `${a.toFixed(0)} ms`,
      against: `1,000 bare resources ${b.toFixed(0)} ms: ${(a - b).toFixed(0)} ms more`,
      goal: "≤ 1 s more",
      reached: a - b <= MOST_EXTRA_MS,
    },
  ];
}

function timed(add: (stack: TerraformStack, id: string) => unknown): number {
  const outdir = mkdtempSync(join(tmpdir(), "bos-bench-"));
  try {
    const app = new App({ outdir });
    const stack = new TerraformStack(app, "many");
    for (let index = 0; index < COUNT; index++) add(stack, `bucket-${index}`);
    const startedMs = performance.now();
    app.synth();
    return performance.now() - startedMs;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
