import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { commandLines } from "../../support/processes.ts";
import { runtimesOf } from "./support/runtime-processes.ts";
import { createScenario, VARIANTS } from "./support/scenario.ts";

const SECRETS = { secretAccessKey: "sentinel-of-the-secret-key", sessionToken: "sentinel-of-the-token" };
const SENTINEL = /sentinel-of-the-(secret-key|token)/;

describe.each(VARIANTS)("with $name", (variant) => {
  it("keeps credentials out of triggers, state, plan, log, output and process arguments", async () => {
    await using cloud = await startEmulator({ buckets: ["logs", "denied"], ...SECRETS });
    cloud.addFault({ kind: "denied", bucket: "denied" });
    const slow = cloud.addFault({ kind: "latency", ms: 500, operation: "PutBucketEncryption" });
    await using tf = await createScenario(
      variant,
      { logs: { bucket: "logs" }, denied: { bucket: "denied" } },
      { emulator: cloud, provider: "built", env: { TF_LOG: "trace", TF_LOG_PATH: "trace.log" } },
    );
    const planned = await tf.plan("-out=secret.plan");
    const apply = tf.start(["apply", "-input=false", "secret.plan"]);
    await expect.poll(() => slow.hits, { timeout: 20_000 }).toBe(1);
    const running = runtimesOf(tf);
    const processes = commandLines();
    const applied = await apply.result;
    const destroyed = await tf.destroy();

    expect(running.map(({ args }) => args.slice(2))).toContainEqual([
      "apply",
      '{"bucket":"logs","contract":1,"sse_algorithm":"AES256"}',
      "",
    ]);
    expect(applied.text).toContain("403 AccessDenied");
    expect(cloud.historyOf("logs")).toHaveLength(3);
    for (const text of [...processes, planned.text, applied.text, destroyed.text])
      expect(text).not.toMatch(SENTINEL);

    const names = readdirSync(tf.folder).filter((name) => /\.(tfstate|backup|log|plan|json)$/.test(name));
    expect(names.toSorted()).toEqual([
      "bos-encryption-buckets.json",
      "cdk.tf.json",
      "secret.plan",
      "terraform.tfstate",
      "terraform.tfstate.backup",
      "trace.log",
    ]);
    const contents = names.map((name) => [name, readFileSync(join(tf.folder, name))] as const);
    // A plan file is a ZIP of the plan, the configuration and the state.
    const parts = Object.entries(unzipSync(readFileSync(join(tf.folder, "secret.plan"))));
    expect(parts.map(([name]) => name)).toEqual(expect.arrayContaining(["tfplan", "tfstate"]));
    for (const [name, content] of [...contents, ...parts])
      expect(SENTINEL.test(Buffer.from(content).toString("latin1")), name).toBe(false);
    expect(readFileSync(join(tf.folder, "trace.log"), "utf8")).toContain("local-exec");
  });
});
