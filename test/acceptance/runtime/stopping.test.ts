import { describe, expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { Encryption } from "../../../lib/index.ts";
import { AES256, SM4, writes } from "../../support/cloud.ts";
import { NOTHING_TO_DO } from "../support/words.ts";
import { runtimesOf } from "./support/runtime-processes.ts";
import { createScenario, VARIANTS } from "./support/scenario.ts";

const APPLY = ["apply", "-input=false", "-auto-approve"];
const logs = { logs: { bucket: "logs" } };
const PATIENCE = { timeout: 20_000 };

describe.each(VARIANTS)("with $name", (variant) => {
  it("ends right after a runtime was killed, before its PUT or after it", async () => {
    await using cloud = await startEmulator({ buckets: ["before", "after"] });
    const operation = "PutBucketEncryption";
    const faults = [
      cloud.addFault({ kind: "hang", when: "before-effect", bucket: "before", operation }),
      cloud.addFault({ kind: "hang", when: "after-effect", bucket: "after", operation }),
    ];
    const stack = { before: { bucket: "before" }, after: { bucket: "after" } };
    await using tf = await createScenario(variant, stack, { emulator: cloud });
    const apply = tf.start(APPLY);
    await expect.poll(() => faults.map(({ hits }) => hits), PATIENCE).toEqual([1, 1]);
    const runtimes = runtimesOf(tf);
    expect(runtimes).toHaveLength(2);
    for (const { pid } of runtimes) process.kill(pid, "SIGKILL");
    const { code, text } = await apply.result;
    expect(code).toBe(1);
    expect(text).toContain("signal: killed");

    cloud.clearFaults();
    cloud.clearRequests();
    await tf.apply();
    expect(writes(cloud)).toEqual(["PUT before"]);
    expect(["before", "after"].map(cloud.historyOf)).toEqual(Array(2).fill([undefined, AES256]));
    expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
  });

  it("ends on Ctrl-C at once, leaves nothing running, and ends right at the next apply, with no DELETE", async () => {
    await using cloud = await startEmulator({ buckets: ["unread", "unsettled"] });
    const stack = (encryption?: Encryption) => ({
      unread: { bucket: "unread", ...(encryption && { encryption }) },
      unsettled: { bucket: "unsettled", ...(encryption && { encryption }) },
    });
    await using tf = await createScenario(variant, stack(), { emulator: cloud });
    await tf.apply();
    const silent = cloud.addFault({ kind: "hang", when: "before-effect", bucket: "unread" });
    const lag = cloud.addFault({ kind: "lag", ms: 600_000, bucket: "unsettled", skip: 1 });
    tf.synth(stack(Encryption.bosManaged({ algorithm: "SM4" })));

    const apply = tf.start(APPLY);
    await expect.poll(() => silent.hits === 1 && lag.hits > 0, PATIENCE).toBe(true);
    apply.interrupt();
    const { code, text } = await apply.result;
    expect(code).toBe(1);
    // Terraform kills what local-exec has started, unless it has heard of the Ctrl-C first and ended by itself.
    expect(text).toMatch(/signal: killed|exit status 1/);
    expect(runtimesOf(tf)).toEqual([]);

    cloud.clearFaults();
    cloud.clearRequests();
    await tf.apply();
    expect(writes(cloud)).toEqual(["PUT unread"]);
    expect(["unread", "unsettled"].map(cloud.historyOf)).toEqual(Array(2).fill([undefined, AES256, SM4]));
  });

  it("comes to the same end in two stacks that apply one bucket at once", async () => {
    await using cloud = await startEmulator({ buckets: ["logs"] });
    // Time enough for both to read before either has written.
    const slow = cloud.addFault({ kind: "latency", ms: 300, operation: "PutBucketEncryption" });
    await using one = await createScenario(variant, logs, { emulator: cloud });
    await using two = await createScenario(variant, logs, { emulator: cloud });
    await Promise.all([one.apply(), two.apply()]);
    expect(slow.hits).toBeGreaterThan(0);
    expect(cloud.historyOf("logs")).toEqual([undefined, AES256]);
    await Promise.all([one.destroy(), two.destroy()]);
    expect(cloud.historyOf("logs")).toEqual([undefined, AES256, undefined]);
  });
});
