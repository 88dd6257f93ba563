import { describe, expect, it } from "vitest";
import { type Emulator, startEmulator } from "../../../lib/emulator/index.ts";
import { Encryption, Engine } from "../../../lib/index.ts";
import { SM4, writes } from "../../support/cloud.ts";
import { plannedChanges } from "../support/changes.ts";
import { NOTHING_TO_DO } from "../support/words.ts";
import {
  createScenario,
  NULL_RESOURCE,
  type Scenario,
  TERRAFORM_DATA,
  VARIANTS,
} from "./support/scenario.ts";

const encryption = Encryption.bosManaged({ algorithm: "SM4" });
const logs = (engine: Engine) => ({ logs: { bucket: "logs", encryption, engine } });

/** Synthesises the same desired state with another engine and applies that: nothing may be written, and nothing be left to do. */
async function change(tf: Scenario, cloud: Emulator, engine: Engine): Promise<string> {
  cloud.clearRequests();
  tf.synth(logs(engine));
  const { text } = await tf.apply();
  expect(writes(cloud)).toEqual([]);
  expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
  return text;
}

const typesIn = (tf: Scenario) => [
  ...new Set(Object.keys(tf.state()).map((address) => address.split(".")[0])),
];

describe.each(VARIANTS)("from $name to the provider and back", (variant) => {
  const own = variant.engine();

  it("writes nothing with movedFrom, which plans a move and puts down the rest of the desired state", async () => {
    await using cloud = await startEmulator({ buckets: ["logs"] });
    await using tf = await createScenario(variant, logs(own), { emulator: cloud });
    await tf.apply();

    tf.synth(logs(Engine.provider({ movedFrom: own })));
    const plan = await plannedChanges(tf);
    expect(Object.values(plan).map(({ actions }) => actions)).toEqual([["update"], ["forget"]]);
    const { before, after } = plan["bos_bucket_encryption.logs"] ?? {};
    expect(before).toEqual({ ...after, on_destroy: "retain" });
    expect(after).toMatchObject({ bucket: "logs", on_destroy: "disable" });
    const there = await change(tf, cloud, Engine.provider({ movedFrom: own }));
    expect(there).toContain(`(moved from ${variant.type}.logs_lifecycle_`);
    expect(there).toContain("0 added, 1 changed, 0 destroyed");
    expect(typesIn(tf)).toEqual(["bos_bucket_encryption"]);
    // The line can go after the apply.
    tf.synth(logs(Engine.provider()));
    expect((await tf.plan()).code).toBe(NOTHING_TO_DO);

    const back = await change(tf, cloud, own);
    expect(back).toContain("bos_bucket_encryption.logs will no longer be managed by Terraform");
    expect(typesIn(tf)).toEqual([variant.type]);
    await tf.destroy();
    expect(cloud.historyOf("logs")).toEqual([undefined, SM4, undefined]);
  });

  it("writes nothing without movedFrom, where the provider takes the bucket over", async () => {
    await using cloud = await startEmulator({ buckets: ["logs"] });
    await using tf = await createScenario(variant, logs(own), { emulator: cloud });
    await tf.apply();
    expect(await change(tf, cloud, Engine.provider())).toContain("1 added, 0 changed, 2 destroyed");
    await tf.destroy();
    expect(cloud.historyOf("logs")).toEqual([undefined, SM4, undefined]);
  });
});

it.each([
  { from: NULL_RESOURCE, to: TERRAFORM_DATA },
  { from: TERRAFORM_DATA, to: NULL_RESOURCE },
])("writes nothing from $from.name to $to.name", async ({ from, to }) => {
  await using cloud = await startEmulator({ buckets: ["logs"] });
  await using tf = await createScenario(from, logs(from.engine()), { emulator: cloud });
  await tf.apply();
  await change(tf, cloud, to.engine());
  expect(typesIn(tf)).toEqual([to.type]);
  await tf.destroy();
  expect(cloud.historyOf("logs")).toEqual([undefined, SM4, undefined]);
});
