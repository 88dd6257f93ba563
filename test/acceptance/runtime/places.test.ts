import { describe, expect, it } from "vitest";
import { type Emulator, startEmulator } from "../../../lib/emulator/index.ts";
import { Encryption } from "../../../lib/index.ts";
import { AES256, SM4, writes } from "../../support/cloud.ts";
import { NOTHING_TO_DO } from "../support/words.ts";
import { createScenario, VARIANTS } from "./support/scenario.ts";

/** Two clouds take the same credentials, as two regions do. */
const CREDENTIALS = { accessKeyId: "AK", secretAccessKey: "SK" };
const at = ({ url }: Emulator) => ({ BOS_ENDPOINT: url });
const APPLY = ["apply", "-input=false", "-auto-approve"];
const DESTROY = ["destroy", "-input=false", "-auto-approve"];

describe.each(VARIANTS)("with $name", (variant) => {
  it("undoes the old bucket's setting, or leaves it, when the code names another bucket", async () => {
    await using cloud = await startEmulator({ buckets: ["old", "new", "kept", "next"] });
    const stack = (bucket: string, other: string, encryption?: Encryption) => ({
      moves: { bucket, ...(encryption !== undefined && { encryption }) },
      leaves: { bucket: other, onDestroy: "retain" as const },
    });
    await using tf = await createScenario(variant, stack("old", "kept"), { emulator: cloud });
    await tf.apply();
    tf.synth(stack("new", "next", Encryption.bosManaged({ algorithm: "SM4" })));
    await tf.apply();
    expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
    await tf.destroy();
    expect(["old", "new", "kept", "next"].map(cloud.historyOf)).toEqual([
      [undefined, AES256, undefined],
      [undefined, SM4, undefined],
      [undefined, AES256],
      [undefined, AES256],
    ]);
  });

  it("turns nothing off when a region is corrected, rightly or wrongly, and undoes where it was set", async () => {
    await using bj = await startEmulator({ ...CREDENTIALS, buckets: ["here"] });
    await using gz = await startEmulator({ ...CREDENTIALS, region: "gz", buckets: ["there"] });
    // Each region lists the buckets of all.
    bj.createBucket("there", { region: "gz" });
    const there = (region: string) => ({ there: { bucket: "there", region } });
    await using tf = await createScenario(variant, there("bj"), { emulator: gz });

    const wrong = await tf.run(APPLY, { env: at(bj) });
    expect(wrong.text).toContain('Bucket "there" is in region "gz", not in "bj"');
    tf.synth(there("gz"));
    await tf.apply();
    expect((await tf.plan()).code).toBe(NOTHING_TO_DO);

    tf.synth(there("bj"));
    const again = await tf.run(APPLY, { env: at(bj) });
    expect(again.code).toBe(1);
    expect(again.text).toContain("Plan: 1 to add, 0 to change, 1 to destroy.");
    expect(gz.encryptionOf("there")).toEqual(AES256);
    const { code } = await tf.run(DESTROY);
    expect(code).toBe(0);
    expect([writes(bj), writes(gz)]).toEqual([[], ["PUT there", "DELETE there"]]);
  });

  it("undoes in the region that the code names since, where the first one was the environment's", async () => {
    await using cloud = await startEmulator({ buckets: ["logs", "data"] });
    await using tf = await createScenario(
      variant,
      { logs: { bucket: "logs" }, data: { bucket: "data" } },
      { emulator: cloud },
    );
    await tf.apply();
    // The one is applied with its region, the other is only destroyed with it.
    const { region } = cloud;
    tf.synth({ logs: { bucket: "logs", region }, data: { bucket: "data" } });
    await tf.apply();
    tf.synth({
      logs: { bucket: "logs", region },
      data: { bucket: "data", engine: variant.engine({ region }) },
    });
    const { code, text } = await tf.run(DESTROY, { env: { BAIDUCLOUD_REGION: "" } });
    expect(code, text).toBe(0);
    expect(writes(cloud).slice(2).toSorted()).toEqual(["DELETE data", "DELETE logs"]);
  });

  it("serves two regions in one stack", async () => {
    await using bj = await startEmulator({ ...CREDENTIALS, buckets: ["here"] });
    await using gz = await startEmulator({ ...CREDENTIALS, region: "gz", buckets: ["there"] });
    const engineAt = ({ url: endpoint, region }: Emulator) => variant.engine({ endpoint, region });
    await using tf = await createScenario(
      variant,
      { here: { bucket: "here", engine: engineAt(bj) }, there: { bucket: "there", engine: engineAt(gz) } },
      { emulator: { environment: { ...bj.environment, BOS_ENDPOINT: "", BAIDUCLOUD_REGION: "" } } },
    );
    await tf.apply();
    expect([bj.encryptionOf("here"), gz.encryptionOf("there")]).toEqual([AES256, AES256]);
    await tf.destroy();
    expect([writes(bj), writes(gz)]).toEqual([
      ["PUT here", "DELETE here"],
      ["PUT there", "DELETE there"],
    ]);
  });

  it("sends no DELETE when the endpoint changes, and undoes at the endpoint where the bucket was set", async () => {
    await using one = await startEmulator({ ...CREDENTIALS, buckets: ["logs", "data"] });
    await using two = await startEmulator({ ...CREDENTIALS, buckets: ["logs", "data", "new-data"] });
    two.setEncryption("data", SM4);
    const engineAt = ({ url }: Emulator) => variant.engine({ endpoint: url });
    await using tf = await createScenario(
      variant,
      { logs: { bucket: "logs", engine: engineAt(one) }, data: { bucket: "data", engine: engineAt(one) } },
      { emulator: one },
    );
    await tf.apply();

    // The bucket stays, its endpoint changes; and both change together.
    tf.synth({
      logs: { bucket: "logs", engine: engineAt(two) },
      data: { bucket: "new-data", engine: engineAt(two) },
    });
    await tf.apply();
    expect(writes(one).slice(2)).toEqual(["DELETE data"]);
    expect(writes(two).toSorted()).toEqual(["PUT logs", "PUT new-data"]);
    expect((await tf.plan()).code).toBe(NOTHING_TO_DO);

    await tf.destroy();
    expect(writes(one).slice(3)).toEqual(["DELETE logs"]);
    expect(writes(two).slice(2)).toEqual(["DELETE new-data"]);
    expect(two.encryptionOf("data")).toEqual(SM4);
  });

  it("asks where a bucket was set when that is not written down, and the code names an endpoint since", async () => {
    await using one = await startEmulator({ ...CREDENTIALS, buckets: ["logs"] });
    await using two = await startEmulator({ ...CREDENTIALS, buckets: ["logs"] });
    await using tf = await createScenario(variant, { logs: { bucket: "logs" } }, { emulator: one });
    await tf.apply();
    tf.synth({ logs: { bucket: "logs", engine: variant.engine({ endpoint: two.url }) } });
    await tf.apply();

    const refused = await tf.run(DESTROY, { env: { BOS_ENDPOINT: "" } });
    expect(refused.code).toBe(1);
    expect(refused.text).toContain("Set BOS_ENDPOINT for this one run");
    expect((await tf.run(DESTROY, { env: at(one) })).code).toBe(0);
    expect([writes(one), writes(two)]).toEqual([["PUT logs", "DELETE logs"], ["PUT logs"]]);
  });
});
