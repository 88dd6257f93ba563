import {
  TerraformIterator,
  TerraformOutput,
  TerraformResource,
  type TerraformStack,
  TerraformVariable,
} from "cdktf";
import { describe, expect, it } from "vitest";
import { startEmulator } from "../../../lib/emulator/index.ts";
import { BosBucketEncryption, Encryption } from "../../../lib/index.ts";
import { AES256, kms, writes } from "../../support/cloud.ts";
import { NOTHING_TO_DO } from "../support/words.ts";
import { createScenario, VARIANTS } from "./support/scenario.ts";

/** A resource that hands a text on, as the one would that makes a bucket or a key: known only after it has been created. */
class Made extends TerraformResource {
  readonly #text: string;

  constructor(stack: TerraformStack, id: string, text: string) {
    super(stack, id, { terraformResourceType: "terraform_data" });
    this.#text = text;
  }

  get output(): string {
    return this.getStringAttribute("output");
  }

  protected override synthesizeAttributes() {
    return { input: this.#text };
  }
}

describe.each(VARIANTS)("with $name", (variant) => {
  const engine = variant.engine();

  it("takes names and keys that are known only after the apply, and buckets that are made in it", async () => {
    await using cloud = await startEmulator({ buckets: ["two"] });
    const stack = (bucket: string, key: string) => (scope: TerraformStack) => {
      const made = new Made(scope, "bucket", bucket);
      const encryption = Encryption.kmsManaged({ kmsMasterKeyId: new Made(scope, "key", key).output });
      const logs = new BosBucketEncryption(scope, "logs", {
        bucket: made.output,
        encryption,
        onConflict: "adopt",
        engine,
      });
      new TerraformOutput(scope, "key-in-use", { value: logs.kmsMasterKeyId });
      new TerraformOutput(scope, "encrypted", { value: logs.bucket });
      new TerraformOutput(scope, "is-on", { value: logs.enabled });
    };
    await using tf = await createScenario(variant, stack("late", "key-1"), { emulator: cloud });
    // Made while the runtime waits for it.
    const waits = cloud.addFault({ kind: "latency", ms: 0, bucket: "late" });
    const apply = tf.start(["apply", "-input=false", "-auto-approve"]);
    await expect.poll(() => waits.hits, { timeout: 20_000 }).toBeGreaterThan(0);
    cloud.createBucket("late");
    const applied = await apply.result;
    expect(applied.code, applied.text).toBe(0);
    expect(applied.text).toMatch(/encrypted = "late" is-on = true key-in-use = "key-1"/);
    expect((await tf.plan()).code).toBe(NOTHING_TO_DO);

    // Another name is another bucket, also when Terraform knows it only after the apply.
    tf.synth(stack("two", "key-2"));
    await tf.apply();
    expect(cloud.historyOf("late")).toEqual([undefined, kms("key-1"), undefined]);
    await tf.destroy();
    expect(cloud.historyOf("two")).toEqual([undefined, kms("key-2"), undefined]);
  });

  it("makes one of each for count and for forEach, and undoes the one that goes", async () => {
    const buckets = ["a-1", "a-2", "b-1", "b-2"];
    await using cloud = await startEmulator({ buckets });
    const stack = (count: number, names: readonly string[]) => (scope: TerraformStack) => {
      new BosBucketEncryption(scope, "counted", { bucket: `a-\${count.index + 1}`, count, engine });
      const each = TerraformIterator.fromList([...names]);
      new BosBucketEncryption(scope, "each", { bucket: each.value, forEach: each, engine });
    };
    await using tf = await createScenario(variant, stack(2, ["b-1", "b-2"]), { emulator: cloud });
    await tf.apply();
    expect(buckets.map(cloud.encryptionOf)).toEqual(buckets.map(() => AES256));
    expect((await tf.plan()).code).toBe(NOTHING_TO_DO);

    cloud.clearRequests();
    tf.synth(stack(1, ["b-1"]));
    await tf.apply();
    expect(writes(cloud).toSorted()).toEqual(["DELETE a-2", "DELETE b-2"]);
    expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
  });

  it("writes nothing where a reference comes to nothing, and takes a region and a part of a name from variables", async () => {
    await using cloud = await startEmulator({ buckets: ["acme-logs"] });
    cloud.setEncryption("acme-logs", kms("key-1"));
    const stack = (scope: TerraformStack) => {
      const key = new TerraformVariable(scope, "key", { type: "string", nullable: true });
      const region = new TerraformVariable(scope, "region", { type: "string", default: "bj" });
      const team = new TerraformVariable(scope, "team", { type: "string", default: "acme" });
      new BosBucketEncryption(scope, "logs", {
        bucket: `${team.stringValue}-logs`,
        region: region.stringValue,
        encryption: Encryption.kmsManaged({ kmsMasterKeyId: key.stringValue }),
        onConflict: "adopt",
        engine,
      });
    };
    const env = { BAIDUCLOUD_REGION: "" };
    await using tf = await createScenario(variant, stack, { emulator: cloud, env });
    tf.write({ "none.tfvars.json": '{ "key": null }' });
    const { text } = await tf.fails("apply", "-var-file=none.tfvars.json");
    expect(text).toContain("exit status 64");
    expect(text).toMatch(
      /kms_master_key_id:? is null: the expression it references has no value\. Nothing was changed\./i,
    );
    expect(cloud.requests).toEqual([]);

    await tf.apply("-var=key=key-2");
    expect(cloud.encryptionOf("acme-logs")).toEqual(kms("key-2"));
    await tf.destroy("-var=key=key-2");
    expect(cloud.encryptionOf("acme-logs")).toBeUndefined();
  });
});
