// Buckets that go from one construct of a stack to another, whichever of the two Terraform carries out last.
import { describe, expect, it } from "vitest";
import { type Emulator, startEmulator } from "../../../lib/emulator/index.ts";
import { BosBucketEncryption, Encryption, Engine } from "../../../lib/index.ts";
import { AES256, SM4, writes } from "../../support/cloud.ts";
import { NOTHING_TO_DO } from "../support/words.ts";
import { createScenario, encrypt, NULL_RESOURCE, TERRAFORM_DATA, VARIANTS } from "./support/scenario.ts";

const sm4 = Encryption.bosManaged({ algorithm: "SM4" });

/** Lets a DELETE of the bucket's encryption take effect long after whatever else is done to the bucket. */
const holdUp = (cloud: Emulator, ...buckets: readonly string[]) =>
  buckets.map((bucket) =>
    cloud.addFault({ kind: "latency", ms: 2_000, bucket, operation: "DeleteBucketEncryption" }),
  );

describe.each(VARIANTS)("with $name", (variant) => {
  it("exchanges buckets, and passes one on to a new construct, with no moment without encryption", async () => {
    const buckets = ["one", "two", "passed", "next", "dropped", "last"];
    await using cloud = await startEmulator({ buckets });
    await using tf = await createScenario(
      variant,
      {
        a: { bucket: "one" },
        b: { bucket: "two", encryption: sm4 },
        giver: { bucket: "passed" },
        dropper: { bucket: "dropped" },
      },
      { emulator: cloud },
    );
    await tf.apply();
    holdUp(cloud, "one", "passed");
    tf.synth({
      a: { bucket: "two" },
      b: { bucket: "one", encryption: sm4 },
      giver: { bucket: "next" },
      taker: { bucket: "passed", encryption: sm4 },
      dropper: { bucket: "last" },
      // Does not want it to be on, so it holds nobody back.
      "not-a-taker": { bucket: "dropped", encryption: Encryption.disabled() },
    });
    const { text } = await tf.apply();
    expect(buckets.map(cloud.historyOf)).toEqual([
      [undefined, AES256, SM4],
      [undefined, SM4, AES256],
      [undefined, AES256, SM4],
      [undefined, AES256],
      [undefined, AES256, undefined],
      [undefined, AES256],
    ]);
    expect(text).toContain('bucket "one": encryption was retained: prod/b sets this bucket now');
    expect(text).toContain('bucket "two": encryption was retained: prod/a sets this bucket now');
    expect(text).toContain('bucket "passed": encryption was retained: prod/taker sets this bucket now');
    expect((await tf.plan()).code).toBe(NOTHING_TO_DO);

    cloud.clearFaults();
    await tf.destroy();
    expect(buckets.map(cloud.encryptionOf)).toEqual(buckets.map(() => undefined));
  });

  it("leaves a bucket on that is said to be removed while a construct of another name or engine sets it", async () => {
    const buckets = ["renamed", "provided", "undone"];
    await using cloud = await startEmulator({ buckets });
    const before = { old: { bucket: "renamed" }, ours: { bucket: "provided" }, undone: { bucket: "undone" } };
    await using tf = await createScenario(variant, before, { emulator: cloud });
    await tf.apply();
    cloud.clearRequests();
    holdUp(cloud, "renamed", "provided");

    const after = {
      new: { bucket: "renamed" },
      theirs: { bucket: "provided", engine: Engine.provider() },
    };
    tf.synth((stack) => {
      for (const id of ["old", "ours"]) BosBucketEncryption.removed(stack, id, { engine: variant.engine() });
      // Whichever of the two engines it is that is named.
      const other = variant === NULL_RESOURCE ? TERRAFORM_DATA : NULL_RESOURCE;
      BosBucketEncryption.removed(stack, "undone", { engine: other.engine() });
      encrypt(stack, variant, after);
    });
    const { text } = await tf.apply();
    expect(writes(cloud)).toEqual(["DELETE undone"]);
    expect(text).toContain('bucket "renamed": encryption was retained: prod/new sets this bucket now');
    expect(text).toContain('bucket "provided": encryption was retained: prod/theirs sets this bucket now');

    tf.synth((stack) => encrypt(stack, variant, after));
    expect((await tf.plan()).code).toBe(NOTHING_TO_DO);
    cloud.clearFaults();
    await tf.destroy();
    expect(buckets.map(cloud.historyOf)).toEqual(buckets.map(() => [undefined, AES256, undefined]));
  });
});
